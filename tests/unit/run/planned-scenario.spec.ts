import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { plannedScenario } from '../../../src/run/planned-scenario.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';

const WITHOUT_TRAFFIC = ['baseline', 'lighthouse', 'check'] as const;
const SHAPED = { VUS: '50', DURATION: '5m', RATE: '20' };
const tables = loadTables();

for (const scenario of WITHOUT_TRAFFIC) {
  test(`${scenario} has no plan, and refuses what only traffic or a search can keep`, () => {
    expect(plannedScenario(scenario, readSettings(SHAPED), tables)).toBeUndefined();
    const plan = (env: NodeJS.ProcessEnv) => () => plannedScenario(scenario, readSettings(env), tables);
    expect(plan({ MIN_CAPACITY: '50' })).toThrow(/^\[BAD_SETTING\] checked: MIN_CAPACITY/);
    expect(plan({ SEGMENTS: '4' })).toThrow(/^\[BAD_SETTING\] checked: SEGMENTS/);
    expect(plan({ SEGMENT: '2/4', START_AT: '2030-01-31T06:00:00Z' })).toThrow(
      /^\[BAD_SETTING\] checked: SEGMENT\./,
    );
  });
}

test('the check refuses a journey that does not exist', () => {
  expect(() => plannedScenario('check', readSettings({ JOURNEYS: 'login,foo' }), tables)).toThrow(
    /^\[BAD_SETTING\] checked: JOURNEYS\. Found: "foo"/,
  );
  expect(plannedScenario('check', readSettings({ JOURNEYS: 'login' }), tables)).toBeUndefined();
});

test('a scenario is planned as VUS and DURATION ask', () => {
  const plan = plannedScenario('load', readSettings({ VUS: '50', DURATION: '5m' }), tables);
  expect(plan).toMatchObject({ peakVus: 50, durationMs: 300_000 });
});
