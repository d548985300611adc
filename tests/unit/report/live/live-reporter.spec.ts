import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { takeMeasuringTurn } from '../../../../src/record/measuring-turn.ts';
import { RunClock } from '../../../../src/record/run-clock.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import { rowsForDisplay } from '../../../../src/report/live/lines.ts';
import { LiveWatch } from '../../../../src/report/live/watch.ts';
import { progressLine, signInLine } from '../../../../src/report/live/words.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { liveState, progressAt } from '../../../made/live-state.ts';

test('a line of a log says how far the run is, and how it does against its limits', () => {
  expect(progressLine(liveState())).toBe(
    '3:24 of 10:00  100 VUs  182 req/s  p95 312 ms now, 287 ms over all (limit 500 ms)  errors 0.02 %  ' +
      '37,104 requests  browser: login, round 2 of 2',
  );
});

test('a line of a log says how far the sign-in of users is, until it is over', () => {
  const signIn = { done: 500, of: 2_001, made: 40, sinceMs: 60_000 };
  expect(signInLine({ signIn })).toBe('signing in: 500 of 2,001 accounts, 40 of them new, 3:00 left');
  expect(signInLine({ signIn: { ...signIn, done: 2_001 } })).toBeUndefined();
  expect(signInLine({ signIn: { ...signIn, done: 2_001, waitsForLimit: true } })).toBe(
    "signing in: 2,001 of 2,001 accounts, 40 of them new, waiting for the target's rate limit",
  );
  expect(signInLine({ signIn: undefined })).toBeUndefined();
});

test('what the lanes write down is what is shown', async () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  const tables = loadTables();
  const watch = new LiveWatch(folder, tables);
  expect(watch.look(), 'before the plan is made').toBeUndefined();

  const plan = planScenario(tables.scenarios.smoke, tables.journeys.values(), {});
  const common = { scenario: 'smoke', environment: 'staging', baseUrl: 'http://desk.test', sandbox: false };
  folder.write('plan.json', { ...common, plan, lanes: ['traffic', 'login'] });
  folder.write('sign-in.json', { done: 3, of: 11 });
  expect(watch.look()).toMatchObject({ target: 'http://desk.test', signIn: { done: 3, of: 11 } });

  new RunClock(folder).start(Date.now() - plan.durationMs);
  const progress = progressAt(30_000, { durationMs: plan.durationMs });
  folder.write('progress.json', progress);
  const [first] = plan.rounds.filter(({ journey }) => journey === 'login');
  folder.write(`rounds/login-${first?.number}.json`, { verdicts: [{ failsTheRun: true }] });
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 2 });
  await turn.does({ kind: 'visits' });
  const state = watch.look();
  turn.end();
  expect(state).toMatchObject({
    progress,
    limits: { p95Ms: tables.scenarios.smoke.p95Ms },
    measuring: { journey: 'login', number: 1, of: 2 },
  });
  expect(state?.signIn, 'the traffic has begun').toBeUndefined();
  expect(state?.rounds.map(({ journey }) => journey)).not.toContain('tax-quote');
  expect(state?.rounds[0]?.status).toBe('broken');
  expect(watch.look()?.measuring).toBeUndefined();
});

test('a run without traffic has nothing to show', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  folder.write('plan.json', { scenario: 'baseline', lanes: ['deals'] });
  expect(new LiveWatch(folder, loadTables()).look()).toBeUndefined();
});

test('the display leaves the rows that the list of tests goes back to', () => {
  expect(rowsForDisplay(50, 7, undefined)).toBe(38);
  expect(rowsForDisplay(24, 31, undefined), 'one line is always shown').toBe(1);
  expect(rowsForDisplay(24, 31, '100x12')).toBe(11);
});
