import { expect, test } from '@playwright/test';
import { readRunSettings } from '../../../src/settings/run-settings.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';

test('RATE alone asks for evenly spaced arrivals', () => {
  expect(readRunSettings({ RATE: '200' }).arrivals).toEqual({
    perSecond: 200,
    pattern: 'even',
    maxVus: undefined,
  });
  expect(readRunSettings({}).arrivals).toBeUndefined();
});

test('RATE, ARRIVALS and MAX_VUS go together', () => {
  const env = { RATE: '0.5', ARRIVALS: 'poisson', MAX_VUS: '40', VUS: '20' };
  expect(readRunSettings(env).arrivals).toEqual({ perSecond: 0.5, pattern: 'poisson', maxVus: 40 });
});

for (const [env, message] of [
  [{ RATE: '0' }, 'checked: RATE. Found: "0". Right would be: requests per second, from 0.1 to 20000.'],
  [{ RATE: 'fast' }, 'checked: RATE. Found: "fast".'],
  [{ RATE: '20001' }, 'checked: RATE. Found: "20001".'],
  [{ RATE: '5', ARRIVALS: 'odd' }, 'checked: ARRIVALS. Found: "odd". Right would be: even or poisson.'],
  [{ RATE: '5', MAX_VUS: '5', VUS: '10' }, 'Right would be: a whole number from 10 (VUS) to 10000.'],
  [{ MAX_VUS: '5' }, 'checked: MAX_VUS. Found: "5". Right would be: nothing without RATE'],
  [{ ARRIVALS: 'even' }, 'checked: ARRIVALS.'],
] as const) {
  test(`${JSON.stringify(env)} is refused with what would be right`, () => {
    expect(() => readRunSettings(env)).toThrow(message);
  });
}

const scenario = {
  stages: [
    { durationSeconds: 60, targetVus: 50 },
    { durationSeconds: 180, targetVus: 100 },
    { durationSeconds: 60, targetVus: 0 },
  ],
  rounds: [],
};

test('a scenario’s arrivals have its shape, stretched to the duration, and the peak that was asked for', () => {
  const { arrivals, durationMs } = planScenario(scenario, [], {
    durationMs: 30_000,
    vus: 3,
    arrivals: { perSecond: 80, pattern: 'even', maxVus: undefined },
  });
  expect(durationMs).toBeCloseTo(30_000, 6);
  expect(arrivals).toMatchObject({ users: 3, maxUsers: 30, perSecond: 80 });
  expect(arrivals?.stages.map(({ targetPerSecond }) => targetPerSecond)).toEqual([40, 80, 0]);
  expect(arrivals?.stages.map(({ durationSeconds }) => Math.round(durationSeconds))).toEqual([6, 18, 6]);
});

test('without a rate a scenario stays a closed model', () => {
  expect(planScenario(scenario, [], {}).arrivals).toBeUndefined();
});
