import { expect, test } from '@playwright/test';
import { disturbances, invalidReason, MEASURER_LIMITS } from '../../../src/measure/measurer-limits.ts';
import type { MeasurerHealth } from '../../../src/measure/slice.ts';

/** Exactly at every limit: still good. */
const atTheLimits: MeasurerHealth = {
  eventLoopDelayP99Ms: MEASURER_LIMITS.eventLoopDelayP99Ms,
  eventLoopDelayMaxMs: MEASURER_LIMITS.eventLoopDelayMaxMs,
  generatorCpu: MEASURER_LIMITS.generatorCpu,
  hostCpu: 1,
  gcPauseMs: 100,
  gcCount: 10,
  clockStepMs: -MEASURER_LIMITS.clockStepMs,
  rssBytes: 1,
};

/** Slices of 10 s, of which the first `disturbed` ones are. */
const slices = (disturbed: number, of: number) =>
  Array.from({ length: of }, (_, index) => ({
    fromMs: index * 10_000,
    toMs: (index + 1) * 10_000,
    disturbed: index < disturbed ? ['generator used 99 % of a core (limit 95 %)'] : [],
  }));

test('a slice at the limits is not disturbed', () => {
  expect(disturbances(atTheLimits)).toEqual([]);
});

for (const [name, beyond, reason] of [
  ['a delayed event loop', { eventLoopDelayP99Ms: 61 }, 'event-loop delay p99 61 ms (limit 50)'],
  ['a blocked event loop', { eventLoopDelayMaxMs: 700 }, 'event-loop delay max 700 ms (limit 500)'],
  ['a hogged core', { generatorCpu: 0.99 }, 'generator used 99 % of a core (limit 95 %)'],
  ['a clock set forward', { clockStepMs: 3600 }, 'the clock stepped by 3600 ms (limit 50)'],
  ['a clock set back', { clockStepMs: -75 }, 'the clock stepped by -75 ms (limit 50)'],
] as const) {
  test(`${name} disturbs the slice and is named`, () => {
    expect(disturbances({ ...atTheLimits, ...beyond })).toEqual([reason]);
  });
}

test('a fifth of disturbed slices is borne, more makes the run invalid', () => {
  expect(invalidReason(slices(1, 5))).toBeUndefined();
  expect(invalidReason(slices(2, 10))).toBeUndefined();
  expect(invalidReason(slices(3, 10))).toContain('generator used 99 % of a core');
  expect(invalidReason(slices(1, 1))).toContain('starved');
});

test('a disturbed rest of a slice at the end counts as little as it lasted', () => {
  const rest = { fromMs: 20_000, toMs: 20_040, disturbed: ['generator used 99 % of a core (limit 95 %)'] };
  expect(invalidReason([...slices(0, 2), rest])).toBeUndefined();
});

test('a run without slices has nothing to doubt', () => {
  expect(invalidReason([])).toBeUndefined();
});
