import { existsSync } from 'node:fs';
import { namesOfRuns } from '../../../src/record/run-plan.ts';
import { cleanUpTarget, countWords, type TargetCleanUp } from '../../../src/run/clean-up-target.ts';
import { reserveTarget } from '../../../src/run/one-run-per-target.ts';
import { HOME, HOUR_MS, killedRun, runThatBegan, type TestRun } from '../../made/killed-run.ts';
import { expect, json, test, unusedPort } from '../../made/small-server.ts';
import { type StoredRow, StoredStudio } from '../../made/stored-studio.ts';
import { targetAt } from '../../made/test-target.ts';

function customer({ tag }: TestRun, id: string, dealership_id: string): StoredRow {
  return { id, dealership_id, last_name: `Ray ${tag}-0a-1`, email: `c-${tag}-0a-1@example.com` };
}

function wishFor(baseUrl: string, different: Partial<TargetCleanUp> = {}): TargetCleanUp {
  return {
    target: targetAt(baseUrl),
    outputFolder: test.info().outputPath('reports'),
    scenarios: namesOfRuns(['smoke', 'load']),
    olderThanMs: 3 * HOUR_MS,
    dryRun: false,
    say: () => undefined,
    ...different,
  };
}

const deal = (id: string, dealership_id: string, customer_id = 'x'): StoredRow => ({
  id,
  dealership_id,
  customer_id,
});
const others: StoredRow = { id: 'theirs', dealership_id: HOME, last_name: 'Ray', email: 'ray@example.com' };

test('what a killed run left is removed by its journal and its dealership, what others have stays', async ({
  serve,
}) => {
  const studio = new StoredStudio();
  const { origin } = await serve((...exchange) => void studio.answer(...exchange));
  const run = runThatBegan(0.1);
  // One was deleted by the traffic; `lost` never came into the journal.
  const folder = killedRun(run, origin, ['d-1', 'd-2', 'd-gone']);
  studio.deals = [
    deal('d-1', run.traffic),
    deal('d-2', run.traffic),
    deal('lost', run.bursts),
    deal('theirs-too', HOME),
  ];
  studio.customers = [customer(run, 'c-1', HOME), customer(run, 'c-2', run.traffic), others];

  const looked = await cleanUpTarget(wishFor(origin, { dryRun: true }));
  expect(countWords(looked?.found ?? { entries: [], problems: [] })).toBe('3 deals, 2 customers');
  expect(studio.ids).toHaveLength(7);

  const result = await cleanUpTarget(wishFor(origin));
  expect(studio.ids).toEqual(['theirs-too', 'theirs']);
  expect(result?.left).toEqual({ entries: [], problems: [] });
  expect(result?.reports).toHaveLength(1);
  const { kinds, foundBySweep } = result?.reports[0]?.report ?? {};
  expect(kinds?.deal).toMatchObject({ made: 4, removed: 3, gone: 1, left: 0, failed: 0 });
  expect(kinds?.customer).toMatchObject({ made: 2, removed: 2 });
  expect(foundBySweep).toBe(3);
  expect(existsSync(folder.file('created/traffic.jsonl'))).toBe(false);

  const again = await cleanUpTarget(wishFor(origin));
  expect(again).toMatchObject({ found: { entries: [], problems: [] }, reports: [] });
});

test('the data of a run whose folder is not here is found by its tag, its dealership follows from the tag', async ({
  serve,
}) => {
  const studio = new StoredStudio();
  const { origin } = await serve((...exchange) => void studio.answer(...exchange));
  const [old, young] = [runThatBegan(30), runThatBegan(1)];
  studio.customers = [customer(old, 'c-old', old.traffic), customer(young, 'c-young', young.traffic), others];
  studio.deals = [deal('d-old', old.traffic), deal('d-young', young.traffic), deal('theirs-too', HOME)];
  studio.vehicles = [{ id: 'v-old', dealership_id: HOME, stock_number: `${old.tag}-0a-3` }];

  const result = await cleanUpTarget(wishFor(origin));
  expect(studio.ids).toEqual(['d-young', 'theirs-too', 'c-young', 'theirs']);
  expect(result?.young.map(({ tag }) => tag)).toEqual([young.tag]);
  expect(result?.left.entries).toEqual([]);

  await cleanUpTarget(wishFor(origin, { olderThanMs: 0 }));
  expect(studio.ids).toEqual(['theirs-too', 'theirs']);
});

for (const name of ['baseline', 'check', 'spread'])
  test(`the dealerships of a ${name} whose folder is not here follow from its tag, too`, async ({
    serve,
  }) => {
    const studio = new StoredStudio();
    const { origin } = await serve((...exchange) => void studio.answer(...exchange));
    const run = runThatBegan(30, name);
    studio.customers = [customer(run, 'c-1', run.bursts)];
    studio.deals = [deal('d-1', run.bursts), deal('theirs', HOME)];
    await cleanUpTarget(wishFor(origin));
    expect(studio.ids).toEqual(['theirs']);
  });

test('a target on which a run is under way is left alone', async ({ serve }) => {
  const studio = new StoredStudio();
  const server = await serve((...exchange) => void studio.answer(...exchange));
  const release = reserveTarget(server.origin, { runId: 'the-other', folder: '/tmp/the-other' });
  await expect(cleanUpTarget(wishFor(server.origin))).rejects.toThrow(/\[TARGET_IN_USE\].*the run the-other/);
  release();
  expect(server.requests).toEqual([]);
  expect(await cleanUpTarget(wishFor(server.origin))).toBeDefined();
});

test('where the embedded sandbox is the target and does not run, there is nothing to remove', async () => {
  const origin = `http://localhost:${await unusedPort()}`;
  const target = targetAt(origin, { baseUrlIsDefault: true });
  killedRun(runThatBegan(1), origin, ['d-1'], true);
  expect(await cleanUpTarget(wishFor(origin, { target }))).toBeUndefined();
  killedRun(runThatBegan(2), origin, ['d-1'], false);
  await expect(cleanUpTarget(wishFor(origin, { target }))).rejects.toThrow(/\[TARGET_UNREACHABLE\].*2 runs/);
});

test('where development has an address that the sandbox cannot have, a target that is down is no clean one', async () => {
  const origin = `https://localhost:${await unusedPort()}`;
  const target = targetAt(origin, { baseUrlIsDefault: true });
  await expect(cleanUpTarget(wishFor(origin, { target }))).rejects.toThrow(/\[TARGET_UNREACHABLE\].*0 runs/);
});

test('a service that refuses to delete leaves its things, the journal and a result that says so', async ({
  serve,
}) => {
  const studio = new StoredStudio();
  const { origin } = await serve((...exchange) => void studio.answer(...exchange));
  const run = runThatBegan(0.1);
  const folder = killedRun(run, origin, ['d-1', 'd-2']);
  studio.deals = [deal('d-1', run.traffic), deal('d-2', run.traffic)];
  studio.odd = ({ method, url }, response) => {
    const isRefused = method === 'DELETE' && url?.endsWith('/d-2') === true;
    if (isRefused) json(response, 403, { error: 'Forbidden' });
    return isRefused;
  };
  const result = await cleanUpTarget(wishFor(origin));
  expect(result?.left.entries.map(({ id }) => id)).toEqual(['d-2']);
  expect(result?.reports[0]?.report.goOn).toBe(
    `npm run cleanup -- development --base-url ${origin} --output-dir ${test.info().outputPath('reports')}`,
  );
  expect(existsSync(folder.file('created/traffic.jsonl'))).toBe(true);

  studio.odd = undefined;
  const again = await cleanUpTarget(wishFor(origin));
  expect(again?.reports[0]?.report.kinds.deal, 'the first is not asked for again').toMatchObject({
    made: 2,
    removed: 1,
    gone: 1,
  });
  expect(studio.ids).toEqual([]);
});

test('a token that dies in the middle is renewed', async ({ serve }) => {
  const studio = new StoredStudio();
  const { origin } = await serve((...exchange) => void studio.answer(...exchange));
  const run = runThatBegan(0.1);
  const ids = Array.from({ length: 60 }, (_, index) => `d-${index}`);
  killedRun(run, origin, ids);
  studio.deals = ids.map((id) => deal(id, run.traffic));
  let removals = 0;
  let refusals = 0;
  let dead: string | undefined;
  studio.odd = ({ method, headers }, response) => {
    if (method === 'DELETE') removals += 1;
    if (removals > 20) dead ??= headers.authorization;
    const hasDied = dead !== undefined && headers.authorization === dead;
    if (hasDied) {
      refusals += 1;
      json(response, 401, { error: 'Token expired' });
    }
    return hasDied;
  };
  const result = await cleanUpTarget(wishFor(origin));
  expect(studio.ids).toEqual([]);
  expect(result?.left.entries).toEqual([]);
  expect(refusals).toBeGreaterThan(0);
});
