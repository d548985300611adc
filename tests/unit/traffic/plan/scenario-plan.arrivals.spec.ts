import { expect, test } from '@playwright/test';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';

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
    ratePerSecond: 80,
    arrivalPattern: 'poisson',
  });
  expect(durationMs).toBeCloseTo(30_000, 6);
  expect(arrivals).toMatchObject({ users: 3, maxUsers: 30, perSecond: 80, pattern: 'poisson' });
  expect(arrivals?.stages.map(({ targetPerSecond }) => targetPerSecond)).toEqual([40, 80, 0]);
  expect(arrivals?.stages.map(({ durationSeconds }) => Math.round(durationSeconds))).toEqual([6, 18, 6]);
});

test('without a rate a scenario stays a closed model', () => {
  expect(planScenario(scenario, [], {}).arrivals).toBeUndefined();
});
