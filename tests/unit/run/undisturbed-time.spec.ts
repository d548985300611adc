import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { normalLoadTime, undisturbedTime } from '../../../src/run/undisturbed-time.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../src/verdict/thresholds/thresholds.ts';
import { ALL_OFFERED } from '../../made/all-offered.ts';

const tables = loadTables();
const ALL = { offers: ALL_OFFERED, sockets: {}, pairs: 0, selected: undefined };
const LANES = ['traffic', ...tables.journeys.keys()];

function timeOf(scenario: string, wanted: Parameters<typeof planScenario>[2] = {}, lanes = LANES) {
  const row = scenarioRow(tables, scenario);
  return undisturbedTime(planScenario(row, tables.journeys.values(), wanted), lanes, row.errorRate, ALL);
}

test('a smoke leaves its users more than half of its time, which decides the limits of the scenario', () => {
  const found = timeOf('smoke');
  expect(found?.kind).toBe('fine');
  expect(found?.found).toMatch(
    /^36 s of the 60 s that are judged are without rounds, for about \d{3} requests: enough/,
  );
});

test('of the five minutes of load at 100 users at least 200 s are without rounds', () => {
  expect(timeOf('load')?.found).toMatch(/^3 min [2-5]\d s of the 5 min that are judged are without rounds/);
});

test('of a scenario with overload that is what counts: its own limits are judged there', () => {
  expect(timeOf('spike')?.found).toMatch(/^10\d s of the 3 min that are judged are without rounds/);
  expect(timeOf('stress')?.found).toMatch(/^7 min \d+ s of the 11 min that are judged are without rounds/);
});

test('of what the operations lack a run with overload speaks where it speaks of its normal load', () => {
  expect(timeOf('load')?.found).toMatch(/too few are sent for the p95 and the p99 of auth\.login, /);
  expect(timeOf('stress')?.found).toMatch(/enough for the limits of the scenario\.$/);
  expect(normalLoadOf('stress')?.found).toMatch(/too few are sent for the p95 of auth\.login, /);
});

test('a run that is too short for its limits says so before it begins, and what to do', () => {
  expect(timeOf('smoke', { durationMs: 12_000 })).toMatchObject({
    kind: 'warning',
    found: expect.stringMatching(/an error rate below 1 % needs 381 outside bursts, where about 2\d\d are$/),
    wayOut: expect.stringContaining('JOURNEYS=none'),
  });
});

test('what fails while pages are visited is judged, so the visits do not count against the error rate', () => {
  const plan = planScenario(scenarioRow(tables, 'smoke'), tables.journeys.values(), { durationMs: 20_000 });
  const found = undisturbedTime(plan, LANES, 0.01, ALL);
  expect(found?.kind).toBe('fine');
  expect(Number(/about (\d+) requests/.exec(found?.found ?? '')?.[1])).toBeLessThan(381);
});

test('users alone who send too little for the limits of the scenario are told so before they begin', () => {
  const tiny = { durationMs: 5_000, vus: 1 };
  expect(timeOf('smoke', tiny, ['traffic'])).toEqual({
    check: 'undisturbed time',
    kind: 'warning',
    found:
      '5 s are judged, for about 12 requests; a p95 needs 72 of them to hold and an error rate below 1 % needs 381',
    wayOut: 'A longer --duration or a larger --vus gives more',
  });
});

test('without rounds there is nothing to say about enough time', () => {
  expect(timeOf('smoke', {}, ['traffic'])).toBeUndefined();
  expect(timeOf('smoke', {}, ['login'])).toBeUndefined();
});

function normalLoadOf(scenario: string, wanted: Parameters<typeof planScenario>[2] = {}, lanes = LANES) {
  const row = scenarioRow(tables, scenario);
  const plan = planScenario(row, tables.journeys.values(), wanted);
  return normalLoadTime(plan, lanes, row.overload?.aboveVus, tables.global.baseline.availability, ALL);
}

test('a full spike and a full stress have enough normal load for all limits, and say how much', () => {
  expect(normalLoadOf('stress')).toMatchObject({
    kind: 'fine',
    found: expect.stringMatching(
      /^all limits but the scenario's own are judged at up to 100 users: 10\d s without rounds, for about 1\d,\d{3} requests\. To show that it holds, an operation/,
    ),
  });
  expect(normalLoadOf('spike')).toMatchObject({
    kind: 'fine',
    found: expect.stringMatching(/: 2 min \d+ s without rounds, for about 29,\d{3} requests/),
  });
});

test('a run whose normal load is too short for its limits says so before it begins, and what judges them', () => {
  expect(normalLoadOf('spike', { durationMs: 20_000 })).toMatchObject({
    kind: 'warning',
    found: expect.stringMatching(
      /an availability above 99\.9 % needs 3,838, so these limits may stay undecided$/,
    ),
    wayOut: expect.stringContaining('JOURNEYS=none leaves the rounds out, and `--project=load`'),
  });
  const { wayOut } = normalLoadOf('spike', { durationMs: 20_000 }, ['traffic']) ?? {};
  expect(wayOut).toMatch(/gives more, and `--project=load` judges these limits$/);
});

test('a run with few users says that nothing in it is overload', () => {
  expect(normalLoadOf('stress', { vus: 50 })).toMatchObject({
    kind: 'fine',
    found:
      'the peak of 50 users is no more than the 100 users of a normal day: nothing is overload, so every limit is judged from beginning to end',
  });
  expect(normalLoadOf('stress', { ratePerSecond: 100 })?.found).toContain('the peak of 100');
});

test('a scenario without overload, and a run without traffic, have nothing to say of it', () => {
  expect(normalLoadOf('load')).toBeUndefined();
  expect(normalLoadOf('stress', {}, ['login'])).toBeUndefined();
});
