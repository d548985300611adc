import { expect, test } from '@playwright/test';
import { windowJudge } from '../../../src/capacity/judge-window.ts';
import { CapacitySearch } from '../../../src/capacity/search.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { newSearch } from '../../../src/run/judge-search.ts';
import type { PlannedSearch } from '../../../src/traffic/plan/planned-search.ts';
import { SEARCH, type SearchedTarget, searched, usersAtLimit } from '../../made/searched-target.ts';

const target = { requestsPerSecond: 200, serviceMs: 10, thinkMs: 428 };
const RATE: PlannedSearch = { ...SEARCH, unit: 'per second', start: 31.25, least: 0.5, most: 500, step: 0.5 };

for (const seed of [1, 2, 3, 4, 5])
  test(`the users that a target with a hard limit carries are found within 10 %, seed ${seed}`, () => {
    const { search } = searched(target, SEARCH, seed);
    expect(search.end).toBe('found');
    expect(Math.abs(search.level / usersAtLimit(target, 500) - 1)).toBeLessThan(0.1);
    const confirming = search.windows.at(-1);
    expect(confirming).toMatchObject({ isConfirming: true, kind: 'held', level: search.level });
    expect(Math.abs((confirming?.requestsPerSecond ?? 0) / 200 - 1)).toBeLessThan(0.1);
  });

for (const seed of [1, 2, 3, 4, 5])
  test(`the rate that it carries is found within 10 %, although each rate above leaves a queue, seed ${seed}`, () => {
    const { search } = searched(target, RATE, seed);
    expect(search.end).toBe('found');
    expect(Math.abs(search.level / 200 - 1)).toBeLessThan(0.1);
  });

test('a search takes a few minutes', () => {
  const { slices } = searched(target);
  expect(slices.at(-1)?.toMs).toBeLessThan(300_000);
});

test('nothing counts before the load has settled, and slices end where windows do', () => {
  const { search, slices } = searched(target);
  const [first] = search.windows;
  expect(first).toMatchObject({ level: 31, fromMs: 5_000 });
  for (const { fromMs, toMs } of search.windows) {
    expect(slices.some((slice) => slice.fromMs === fromMs && slice.phase === 'plateau')).toBe(true);
    expect(slices.some((slice) => slice.toMs === toMs && slice.phase === 'plateau')).toBe(true);
  }
});

test('after a load that was too high, settling goes on until its queue is gone', () => {
  const { search, slices } = searched(target, RATE);
  const broken = search.windows.findIndex(({ kind }) => kind === 'broken');
  const [too, next] = search.windows.slice(broken);
  const settledMs = (next?.fromMs ?? 0) - (too?.toMs ?? 0);
  expect(settledMs).toBeGreaterThan(5_000);
  expect(next?.kind).not.toBe('broken');
  expect(slices.length).toBeGreaterThan(0);
});

for (const [where, different] of [
  ['under way', () => ({})],
  [
    'for a virtual user',
    ({ begun = 0, operations }) => {
      const sent = operations['any.any']?.outcomes.ok ?? 0;
      return { begun: sent, arrivals: { offered: begun, sent, notSent: 0, late: 0 } };
    },
  ],
  // What a pause of the generator may have made wait does not wait for certain.
  [
    'under way, and the generator paused right before each window',
    ({ phase }) => ({
      underWayMs: { 'any.any': phase === 'ramp' ? [] : Array.from({ length: 100 }, () => 5) },
    }),
  ],
] as const satisfies (readonly [string, SearchedTarget['different']])[])
  test(`a window of a rate says by how many a second the requests without an answer grew, which wait ${where}`, () => {
    const { search } = searched({ ...target, different }, RATE);
    const { windows } = search;
    expect(new Set(windows.map(({ kind }) => kind))).toEqual(new Set(['held', 'broken']));
    for (const { level, requestsPerSecond, growthPerSecond } of windows)
      expect(growthPerSecond).toBeCloseTo(level - requestsPerSecond);
  });

test('a window of users says nothing of a growth, nor does one of a version that did not count what began', () => {
  const { search, slices } = searched(target, RATE);
  const again = newSearch({ scenario: 'capacity' }, RATE, loadTables());
  for (const { begun: _, ...slice } of slices) again.closed(slice);
  expect(again.windows).toHaveLength(search.windows.length);
  for (const window of [...again.windows, ...searched(target).search.windows])
    expect(window).not.toHaveProperty('growthPerSecond');
});

test('the slices of a run alone give the same search again', () => {
  const { search, slices } = searched(target);
  const again = new CapacitySearch(SEARCH, windowJudge('capacity', loadTables()));
  for (const slice of slices) again.closed(slice);
  expect(again.windows).toEqual(search.windows);
  expect(again.end).toBe('found');
});

test('a target that carries more than the search may ask for has no capacity, only a bound', () => {
  const { search } = searched({ ...target, requestsPerSecond: 100_000 });
  expect(search.end).toBe('not reached');
  expect(search.windows.at(-1)).toMatchObject({ level: 500, kind: 'held', isConfirming: true });
});

test('a target that fails at a single user carries nothing', () => {
  const { search } = searched({ ...target, requestsPerSecond: 0.5, serviceMs: 2_000 });
  expect(search.end).toBe('nothing');
});

test('a generator that is late is the limit, after three tries, and never a capacity', () => {
  const { search } = searched({
    ...target,
    requestsPerSecond: 100_000,
    different: ({ toMs, fromMs }) => ({
      userTime: { totalMs: toMs - fromMs, lostMs: isLate(toMs) ? (toMs - fromMs) / 2 : 0 },
    }),
  });
  expect(search.end).toBe('generator');
  expect(search.windows.filter(({ kind }) => kind === 'generator')).toHaveLength(3);
  expect(search.windows.at(-1)?.generator).toMatch(/took 50 % of the virtual users' time.*of one core/);
});

/** The generator is fine for the first minute, at lower loads. */
function isLate(toMs: number): boolean {
  return toMs > 60_000;
}

test('a disturbance of the generator that passes costs a window and changes nothing', () => {
  const { search } = searched({
    ...target,
    different: ({ toMs, fromMs }, number) =>
      number === 7 ? { userTime: { totalMs: toMs - fromMs, lostMs: toMs - fromMs } } : {},
  });
  expect(search.windows.filter(({ kind }) => kind === 'generator').length).toBeLessThanOrEqual(1);
  expect(search.end).toBe('found');
  expect(Math.abs(search.level / usersAtLimit(target, 500) - 1)).toBeLessThan(0.1);
});

test('a search that runs out of time ends without a result', () => {
  const { search } = searched(target, { ...SEARCH, mostMs: 40_000 });
  expect(search.isOver).toBe(true);
  expect(search.end).toBeUndefined();
});
