import { expect, test } from '@playwright/test';
import { resourceDrift } from '../../../../src/diagnosis/patterns/resource-drift.ts';
import { madeInput, seeded } from '../../../made/made-traffic.ts';

/** A series of a sample a second. */
function series(name: string, value: (at: number, random: number) => number, seconds = 60) {
  const random = seeded(3);
  const points = Array.from({ length: seconds }, (_, at) => ({
    atMs: at * 1000,
    value: value(at, random()),
  }));
  return { name, unit: 'memory', points };
}

function driftOf(...all: readonly ReturnType<typeof series>[]) {
  return resourceDrift(madeInput({ seconds: 60 }, { series: all }));
}

test('a saw that climbs is drift: its slope goes through the valleys', () => {
  const [found] = driftOf(
    series('gateway: memory', (at, random) => 80e6 + at * 1e6 + (at % 4) * 5e6 * random),
  );
  expect(found).toMatchObject({ kind: 'resource drift', subject: 'gateway: memory' });
  expect(found?.evidence[0]).toMatch(
    /^gateway: memory grew from .* MB .*, and was still growing at the end\.$/,
  );
  expect(found?.figures[0]?.unit).toBe('MB a minute');
  expect(found?.figures[0]?.value).toBeGreaterThan(54);
  expect(found?.figures[0]?.value).toBeLessThan(66);
});

test('goroutines that climb have a cause of their own', () => {
  const goroutines = { ...series('gateway: goroutines', (at) => 20 + at), unit: 'count' };
  expect(driftOf(goroutines)[0]).toMatchObject({
    subject: 'gateway: goroutines',
    figures: [{ unit: 'a minute' }],
  });
  expect(driftOf(goroutines)[0]?.likelyCause).toContain('goroutines');
});

test('a constant, a saw that stays, a start that settles, a short or empty series and another kind of figure are none', () => {
  expect(
    driftOf(
      series('gateway: memory', () => 80e6),
      series('gateway: memory', (at, random) => 80e6 + (at % 10) * 5e6 * random),
      series('gateway: memory', (at) => 80e6 + 60e6 * (1 - Math.exp(-at / 8))),
      series('gateway: memory', (at) => 80e6 + at * 5e6, 15),
      series('gateway: memory', () => 0, 0),
      series('postgres: commits', (at) => at * 100),
    ),
  ).toEqual([]);
});

test('a process that grows by the room that its collector needs does not drift, one that grows by more does', () => {
  const memory = series('gateway: memory', (at) => 200e6 + at * 1e6);
  const heap = (swing: number, growth = 0) =>
    series('gateway: heap', (at, random) => 30e6 + growth * at + swing * random);
  expect(driftOf(memory, heap(60e6))).toEqual([]);
  expect(driftOf(memory, heap(10e6)).map(({ subject }) => subject)).toEqual(['gateway: memory']);
  expect(driftOf(memory, { ...heap(60e6), name: 'redis: heap' })).toHaveLength(1);
  // A heap that itself leaks does not hide that its process does.
  expect(driftOf(memory, heap(5e6, 1e6)).map(({ subject }) => subject)).toEqual([
    'gateway: memory',
    'gateway: heap',
  ]);
});

test('what grows while the load rises is no drift, and what goes on growing under the load that it came to is', () => {
  const users = (at: number) => Math.min(60, at);
  const memory = (at: number) => 80e6 + at * 1e6;
  const risen = series('gateway: memory', (at) => memory(Math.min(60, at)), 120);
  const growing = series('gateway: memory', memory, 120);
  expect(resourceDrift(madeInput({ seconds: 60, users }, { series: [series('memory', memory)] }))).toEqual(
    [],
  );
  expect(resourceDrift(madeInput({ seconds: 120, users }, { series: [risen] }))).toEqual([]);
  expect(resourceDrift(madeInput({ seconds: 120, users }, { series: [growing] }))).toHaveLength(1);
});
