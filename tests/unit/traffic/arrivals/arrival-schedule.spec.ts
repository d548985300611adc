import { expect, test } from '@playwright/test';
import type { ArrivalPattern } from '../../../../src/settings/table/run-rows.ts';
import { ArrivalSchedule, rateStages } from '../../../../src/traffic/arrivals/arrival-schedule.ts';

const constant = (targetPerSecond: number, durationSeconds: number) => [
  { durationSeconds: 0, targetPerSecond },
  { durationSeconds, targetPerSecond },
];

function allOf(
  stages: ConstructorParameters<typeof ArrivalSchedule>[0],
  pattern: ArrivalPattern = 'even',
  random?: () => number,
): number[] {
  const schedule = new ArrivalSchedule(stages, pattern, random && { random });
  const starts: number[] = [];
  for (let next = schedule.next(); next !== undefined; next = schedule.next()) starts.push(next);
  return starts;
}

/** A linear congruential generator: the same draws in every run of the tests. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('a constant rate has its arrivals at equal distances, the first at once', () => {
  const starts = allOf(constant(200, 2));
  expect(starts).toHaveLength(400);
  starts.forEach((atMs, index) => {
    expect(atMs).toBeCloseTo(index * 5, 6);
  });
});

test('a ramp has as many arrivals as the area under it, ever closer together', () => {
  const starts = allOf([{ durationSeconds: 10, targetPerSecond: 100 }]);
  expect(starts).toHaveLength(500);
  // Half of the rate after half of the time: a quarter of the area.
  expect(starts.filter((atMs) => atMs < 5_000)).toHaveLength(125);
  const gaps = starts.slice(1).map((atMs, index) => atMs - (starts[index] ?? 0));
  for (let index = 1; index < gaps.length; index += 1)
    expect(gaps[index]).toBeLessThan(gaps[index - 1] ?? Number.POSITIVE_INFINITY);
  expect(gaps.at(-1)).toBeCloseTo(10, 1);
});

test('what is left of an arrival at the end of a stage is carried over to the next', () => {
  // 0.5 arrivals in each stage of half a second.
  const stages = [
    { durationSeconds: 0, targetPerSecond: 1 },
    { durationSeconds: 0.5, targetPerSecond: 1 },
    { durationSeconds: 0.5, targetPerSecond: 1 },
    { durationSeconds: 1, targetPerSecond: 1 },
  ];
  expect(allOf(stages).map(Math.round)).toEqual([0, 1000]);
});

test('a stage down to nothing and a pause have no arrivals after the last one', () => {
  const stages = [
    { durationSeconds: 0, targetPerSecond: 10 },
    { durationSeconds: 1, targetPerSecond: 0 },
    { durationSeconds: 5, targetPerSecond: 0 },
    { durationSeconds: 0, targetPerSecond: 10 },
    { durationSeconds: 1, targetPerSecond: 10 },
  ];
  const starts = allOf(stages);
  expect(starts.filter((atMs) => atMs < 1_000)).toHaveLength(5);
  expect(starts.filter((atMs) => atMs >= 1_000 && atMs < 6_000)).toEqual([]);
  expect(starts.filter((atMs) => atMs >= 6_000)).toHaveLength(10);
});

test('Poisson arrivals come at the same rate, with distances as scattered as they are long', () => {
  const starts = allOf(constant(100, 100), 'poisson', seededRandom(7));
  // The standard deviation of the number is its root, 100.
  expect(Math.abs(starts.length - 10_000)).toBeLessThan(300);
  const gaps = starts.slice(1).map((atMs, index) => atMs - (starts[index] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  expect(mean).toBeGreaterThan(9.5);
  expect(mean).toBeLessThan(10.5);
  expect(deviation / mean).toBeGreaterThan(0.95);
  expect(deviation / mean).toBeLessThan(1.05);
});

test('stages of users become stages of a rate with the wanted peak', () => {
  const stages = [
    { durationSeconds: 60, targetVus: 50 },
    { durationSeconds: 180, targetVus: 100 },
    { durationSeconds: 60, targetVus: 0 },
  ];
  expect(rateStages(stages, 240)).toEqual([
    { durationSeconds: 60, targetPerSecond: 120 },
    { durationSeconds: 180, targetPerSecond: 240 },
    { durationSeconds: 60, targetPerSecond: 0 },
  ]);
});

test('stages without any users have no shape that a rate could follow', () => {
  expect(() => rateStages([{ durationSeconds: 60, targetVus: 0 }], 10)).toThrow('no users at all');
});
