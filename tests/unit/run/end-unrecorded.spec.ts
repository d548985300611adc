import { existsSync } from 'node:fs';
import { readRunPlan } from '../../../src/record/run-plan.ts';
import { endUnrecorded } from '../../../src/run/end-unrecorded.ts';
import { signInTestUser } from '../../../src/target/session/account-pool.ts';
import { killedRun, runThatBegan } from '../../made/killed-run.ts';
import { expect, json, test } from '../../made/small-server.ts';
import { StoredStudio } from '../../made/stored-studio.ts';
import { targetAt } from '../../made/test-target.ts';

/** Ends a measured spread that has made one deal, and returns its folder and what was said. */
async function ended(studio: StoredStudio, origin: string) {
  const run = runThatBegan(0.1, 'spread');
  const folder = killedRun(run, origin, ['d-1']);
  studio.deals = [{ id: 'd-1', dealership_id: run.traffic, customer_id: 'x' }];
  const plan = readRunPlan(folder);
  if (plan === undefined) throw new Error('the run has a plan');
  const target = targetAt(origin);
  const said: string[] = [];
  const session = await signInTestUser(target);
  await endUnrecorded({ folder, plan, target, session }, (line) => said.push(line));
  return { folder, said };
}

test('a run without a record takes what it made from the target, and leaves no folder', async ({ serve }) => {
  const studio = new StoredStudio();
  const { origin } = await serve((...exchange) => void studio.answer(...exchange));
  const { folder } = await ended(studio, origin);
  expect(studio.ids).toEqual([]);
  expect(existsSync(folder.path)).toBe(false);
});

test('its folder stays while something is left on the target, and a line says so', async ({ serve }) => {
  const studio = new StoredStudio();
  studio.odd = ({ method }, response) => {
    if (method !== 'DELETE') return false;
    json(response, 403, { error: 'Forbidden' });
    return true;
  };
  const { origin } = await serve((...exchange) => void studio.answer(...exchange));
  const { folder, said } = await ended(studio, origin);
  expect(existsSync(folder.file('created'))).toBe(true);
  expect(said.at(-1)).toBe(
    `clean-up: not everything could be removed; npm run cleanup goes on with the journals in ${folder.path}`,
  );
});
