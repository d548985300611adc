import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { undisturbedTime } from '../../../src/run/undisturbed-time.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../src/verdict/thresholds/thresholds.ts';

const tables = loadTables();
const LANES = ['traffic', ...tables.journeys.keys()];

function timeOf(scenario: string, wanted: Parameters<typeof planScenario>[2] = {}, lanes = LANES) {
  const row = scenarioRow(tables, scenario);
  return undisturbedTime(planScenario(row, tables.journeys.values(), wanted), lanes, row.errorRate);
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

test('a run that is too short for its limits says so before it begins, and what to do', () => {
  expect(timeOf('smoke', { durationMs: 12_000 })).toMatchObject({
    kind: 'warning',
    found: expect.stringContaining('an error rate below 1 % needs 381'),
    wayOut: expect.stringContaining('JOURNEYS=none'),
  });
});

test('without rounds there is nothing to say', () => {
  expect(timeOf('smoke', {}, ['traffic'])).toBeUndefined();
  expect(timeOf('smoke', {}, ['login'])).toBeUndefined();
});
