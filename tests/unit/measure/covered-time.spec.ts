import { expect, test } from '@playwright/test';
import { type FoundWaits, mostCoveredMs } from '../../../src/measure/covered-time.ts';

/** Waits that a reading found, ten milliseconds after the reading before. */
function found(untilMs: number, waitedMs: number): FoundWaits {
  return { sinceMs: untilMs - 10, untilMs, waitedMs };
}

const STRETCH = { fromMs: 0, toMs: 100 };

test('waits at different times add up', () => {
  expect(mostCoveredMs([found(20, 3), found(60, 4)], STRETCH)).toBe(7);
});

test('waits of several threads between the same readings count for no more than where they may have been', () => {
  // Each began after 50 - 10 - 9 = 31 and had ended by 50.
  expect(mostCoveredMs([found(50, 9), found(50, 9), found(50, 9)], STRETCH)).toBe(19);
});

test('a wait that began before the last reading, next to waits in between, is not cut off', () => {
  // A waited from 5 to 13, B from 13 to 20: the union is 15 ms long, although both end between readings 10 ms apart.
  expect(mostCoveredMs([found(20, 8), found(20, 7)], STRETCH)).toBe(15);
});

test('a wait longer than the time between two readings counts as a whole', () => {
  expect(mostCoveredMs([found(50, 30)], STRETCH)).toBe(30);
});

test('waits that ended before or after the stretch do not count, and those across its edges only within', () => {
  expect(mostCoveredMs([found(0, 4), found(110, 10)], STRETCH)).toBe(0);
  expect(mostCoveredMs([found(4, 8), found(107, 20)], STRETCH)).toBe(4 + 20);
});

test('the whole stretch is the most', () => {
  const waits = Array.from({ length: 40 }, (_, index) => found(index * 5, 10));
  expect(mostCoveredMs(waits, STRETCH)).toBe(100);
  expect(mostCoveredMs([], STRETCH)).toBe(0);
});

test('the bound is not below the union of waits, and not above their sum, whatever they are', () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let round = 0; round < 300; round += 1) {
    const readingMs = 1 + random() * 20;
    const threads = Array.from({ length: 1 + Math.floor(random() * 5) }, () => waitsOf(random));
    const bound = mostCoveredMs(
      threads.flatMap((waits) => readingsOf(waits, readingMs)),
      STRETCH,
    );
    const all = threads.flat();
    const sum = all.reduce((total, [from, to]) => total + to - from, 0);
    expect(bound).toBeGreaterThanOrEqual(unionMs(all) - 1e-6);
    expect(bound).toBeLessThanOrEqual(Math.min(sum, 100) + 1e-6);
  }
});

/** Waits of one thread within the stretch, one after the other. */
function waitsOf(random: () => number): [number, number][] {
  const waits: [number, number][] = [];
  for (let at = random() * 30; at < 95; at += random() * 30) {
    const end = Math.min(100, at + random() * 25);
    waits.push([at, end]);
    at = end;
  }
  return waits;
}

/** What readings find: the scheduler adds a wait when it ends. */
function readingsOf(waits: readonly [number, number][], everyMs: number): FoundWaits[] {
  const readings: FoundWaits[] = [];
  for (let sinceMs = 0; sinceMs < 100; sinceMs += everyMs) {
    const untilMs = sinceMs + everyMs;
    const waitedMs = waits
      .filter(([, end]) => end > sinceMs && end <= untilMs)
      .reduce((sum, [from, end]) => sum + end - from, 0);
    if (waitedMs > 0) readings.push({ sinceMs, untilMs, waitedMs });
  }
  return readings;
}

function unionMs(waits: readonly [number, number][]): number {
  let [covered, until] = [0, 0];
  for (const [from, to] of waits.toSorted(([a], [b]) => a - b)) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return covered;
}
