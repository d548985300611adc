import { expect, test } from '@playwright/test';
import { operations } from '../../../../src/target/catalogue.ts';
import {
  peakVus,
  phasesOf,
  scaleStages,
  stagesDurationMs,
  vusAt,
} from '../../../../src/traffic/plan/stages.ts';
import { loadThresholds, PROJECT_TABLES } from '../../../../src/verdict/thresholds/load-thresholds.ts';

const { scenarios } = loadThresholds(PROJECT_TABLES, { operationIds: operations.map(({ id }) => id) });

/** Up to 50 in a minute, a minute there, down to 0 in half a minute. */
const trapezium = [
  { durationSeconds: 60, targetVus: 50 },
  { durationSeconds: 60, targetVus: 50 },
  { durationSeconds: 30, targetVus: 0 },
];

test('a ramp goes in a straight line from the level before it', () => {
  expect([0, 6000, 30_000, 59_999].map((atMs) => vusAt(trapezium, atMs))).toEqual([0, 5, 25, 50]);
  expect([120_000, 135_000, 149_999].map((atMs) => vusAt(trapezium, atMs))).toEqual([50, 25, 0]);
});

test('a level is held between its ramps', () => {
  expect([60_000, 90_000, 119_999].map((atMs) => vusAt(trapezium, atMs))).toEqual([50, 50, 50]);
});

test('a stage of no length is a jump', () => {
  const constant = [
    { durationSeconds: 0, targetVus: 10 },
    { durationSeconds: 60, targetVus: 10 },
  ];
  expect([0, 1, 59_999].map((atMs) => vusAt(constant, atMs))).toEqual([10, 10, 10]);
});

test('before the first stage and from the end of the last one there is nobody', () => {
  const endless = [{ durationSeconds: 60, targetVus: 10 }];
  expect([-1, 60_000, 1e9].map((atMs) => vusAt(endless, atMs))).toEqual([0, 0, 0]);
  expect(vusAt([], 0)).toBe(0);
});

test('the guide has the spike stand at 1,000 users within ten seconds and fall back to 100', () => {
  const { stages } = scenarios.spike;
  expect([69_999, 80_000, 259_999, 270_000, 449_999].map((atMs) => vusAt(stages, atMs))).toEqual([
    100, 1000, 1000, 100, 100,
  ]);
});

for (const { scenario, stages, vus, durationSeconds } of Object.values(scenarios)) {
  test(`${scenario} has the peak and the length that its row says`, () => {
    expect([peakVus(stages), stagesDurationMs(stages)]).toEqual([vus, durationSeconds * 1000]);
  });

  test(`${scenario} keeps its shape when it is shortened and scaled`, () => {
    const scaled = scaleStages(stages, { durationMs: stagesDurationMs(stages) / 4, vus: vus * 3 });
    expect(stagesDurationMs(scaled)).toBeCloseTo((durationSeconds * 1000) / 4, 6);
    expect(peakVus(scaled)).toBe(vus * 3);
    for (let part = 0; part < 100; part += 1) {
      const [atMs, scaledMs] = [part, part / 4].map((at) => (at / 100) * durationSeconds * 1000);
      // Both are rounded to whole users, the first one before it is tripled.
      expect(Math.abs(vusAt(scaled, scaledMs ?? 0) - 3 * vusAt(stages, atMs ?? 0))).toBeLessThanOrEqual(2);
    }
  });
}

test('a level that was not 0 keeps at least one user when it is scaled down', () => {
  const scaled = scaleStages(scenarios.stress.stages, { vus: 1 });
  expect(scaled.map(({ targetVus }) => targetVus)).toEqual([1, 1, 1, 1, 1, 0]);
});

test('nothing asked for is nothing changed', () => {
  expect(scaleStages(trapezium, {})).toEqual(trapezium);
});

test('a level that is held is a plateau, the way to another one a ramp, a jump neither', () => {
  expect(phasesOf(trapezium)).toEqual([
    { kind: 'ramp', endMs: 60_000 },
    { kind: 'plateau', endMs: 120_000 },
    { kind: 'ramp', endMs: 150_000 },
  ]);
  expect(phasesOf(scenarios.smoke.stages)).toEqual([{ kind: 'plateau', endMs: 60_000 }]);
});
