import { expect, test } from '@playwright/test';
import { isKnownWellEnough } from '../../../src/verdict/enough-visits.ts';
import { judgeStep } from '../../../src/verdict/judge-step.ts';
import type { Limit } from '../../../src/verdict/verdict.ts';

const MOST_VISITS = 29;

test('five visits are never enough, however alike they are', () => {
  expect(isKnownWellEnough([{ warmMs: [100, 100, 100, 100, 100], limitMs: 1_000 }])).toBe(false);
});

test('six visits are enough when all of them are on one side of the limit', () => {
  const warmMs = [100, 150, 200, 250, 300, 350];
  expect(isKnownWellEnough([{ warmMs, limitMs: 400 }])).toBe(true);
  expect(isKnownWellEnough([{ warmMs, limitMs: 90 }])).toBe(true);
  expect(isKnownWellEnough([{ warmMs, limitMs: 200 }])).toBe(false);
});

test('without a limit a step is known when the interval of its median is within 10 % of it', () => {
  expect(isKnownWellEnough([{ warmMs: [95, 98, 100, 100, 102, 104], limitMs: undefined }])).toBe(true);
  expect(isKnownWellEnough([{ warmMs: [80, 98, 100, 100, 102, 104], limitMs: undefined }])).toBe(false);
});

test('a journey is known when each of its steps is', () => {
  const known = { warmMs: [100, 101, 102, 103, 104, 105], limitMs: 1_000 };
  const unknown = { warmMs: [100, 900, 1_100, 1_300, 1_500, 1_700], limitMs: 1_000 };
  expect(isKnownWellEnough([known, known])).toBe(true);
  expect(isKnownWellEnough([known, unknown])).toBe(false);
});

const limit: Limit = {
  subject: { kind: 'scenario', scenario: 'made up' },
  statistic: 'median',
  column: 'journey',
  limit: 500,
  unit: 'ms',
  direction: 'below',
};

for (const { median, atMost } of [
  { median: 500, atMost: 0.08 },
  { median: 450, atMost: 0.01 },
  { median: 350, atMost: 0.001 },
]) {
  test(`looking after each visit, a step of ${median} ms at a limit of 500 fails in at most ${atMost * 100} % of rounds`, () => {
    const random = mulberry32(20_261_123);
    const rounds = 20_000;
    let failed = 0;
    for (let round = 0; round < rounds; round += 1) {
      const warmMs: number[] = [];
      do warmMs.push(lognormal(random, median));
      while (warmMs.length < MOST_VISITS && !isKnownWellEnough([{ warmMs, limitMs: limit.limit }]));
      if (judgeStep(warmMs, limit).kind === 'fail') failed += 1;
    }
    expect(failed / rounds).toBeLessThanOrEqual(atMost);
  });
}

/** As step times are: none below nothing, a long tail above; a quarter of them off by more than 17 %. */
function lognormal(random: () => number, median: number): number {
  const gauss = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(0.25 * gauss);
}

/** A small generator whose numbers can be had again. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
