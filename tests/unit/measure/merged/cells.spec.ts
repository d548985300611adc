import { expect, test } from '@playwright/test';
import {
  cellsOf,
  joinedCells,
  type Placed,
  SAME_END_WITHIN_MS,
} from '../../../../src/measure/merged/cells.ts';
import type { SliceRound } from '../../../../src/measure/slice.ts';

const VISITS: SliceRound = { kind: 'visits', journey: 'login', number: 1 };
const BURST: SliceRound = { ...VISITS, kind: 'burst', operation: 'auth.login' };

type End = number | [number, Partial<Placed>];

/** Slices that end one after the other, each with its end, and with what else it has. */
function ending(...ends: readonly End[]): Placed[] {
  let fromMs = 0;
  return ends.map((end) => {
    const [toMs, different] = typeof end === 'number' ? [end, {}] : end;
    const slice: Placed = { fromMs, toMs, phase: 'plateau', ...different };
    fromMs = toMs;
    return slice;
  });
}

/** Where cells end, and how many slices of each segment are in them. */
function shapes(segments: readonly (readonly Placed[])[]): [number, number[]][] {
  return cellsOf(segments).map(({ toMs, segments: parts }) => [toMs, parts.map(({ length }) => length)]);
}

test('ends that differ by the lateness of timers are one end, the latest', () => {
  expect(shapes([ending(2_003, 4_100), ending(2_090, 4_001), ending(2_000, 4_000)])).toEqual([
    [2_090, [1, 1, 1]],
    [4_100, [1, 1, 1]],
  ]);
});

test('an end that one segment misses by more than that is none, and the cell goes on to the next', () => {
  const late = 2_000 + SAME_END_WITHIN_MS + 1;
  expect(shapes([ending(2_000, 4_000), ending(late, 4_000)])).toEqual([[4_000, [2, 2]]]);
  expect(shapes([ending(2_000, 4_000), ending(late - 1, 4_000)])).toHaveLength(2);
});

for (const roundMs of [900, 1_800, 1_995, 2_150])
  test(`the first segment's round that begins at ${roundMs} ms leaves the common ends as they are`, () => {
    const [first, second] = [roundMs, 2_003].sort((a, b) => a - b);
    const withRound = ending(first ?? 0, second ?? 0, 4_002);
    const cells = shapes([withRound, ending(2_005, 4_004), ending(2_001, 4_000)]);
    expect(cells.map(([, counts]) => counts)).toEqual(
      roundMs < 2_003
        ? [
            [2, 1, 1],
            [1, 1, 1],
          ]
        : [
            [1, 1, 1],
            [2, 1, 1],
          ],
    );
  });

test('a cell with any slice of a round belongs to that round; a burst outweighs its removal, and that visits', () => {
  const removal = { ...BURST, kind: 'removal' } as const;
  const first = ending(
    500,
    [2_000, { round: VISITS }],
    [3_900, { round: removal }],
    [4_000, { round: BURST }],
    [4_100, { round: removal }],
    [6_000, { round: VISITS }],
    8_000,
  );
  const cells = cellsOf([first, ending(2_000, 4_000, 6_000, 8_000)]);
  expect(cells.map(({ round }) => round)).toEqual([VISITS, BURST, removal, undefined]);
  expect(cells[3]).not.toHaveProperty('round');
});

test('of two rounds of a kind in a cell it is the longer one', () => {
  const next = { ...VISITS, number: 2 };
  const first = ending([500, { round: VISITS }], [2_000, { round: next }]);
  expect(cellsOf([first, ending(2_000)])[0]?.round).toEqual(next);
});

test('a segment that ended early has nothing in later cells, and they end as those of the others', () => {
  expect(shapes([ending(2_000, 4_000, 6_000), ending(2_010, 3_100), ending(2_000, 4_050, 6_020)])).toEqual([
    [2_010, [1, 1, 1]],
    [4_050, [1, 1, 1]],
    [6_020, [1, 0, 1]],
  ]);
});

test('what is left after the last common end is one cell until the end of all', () => {
  expect(shapes([ending(2_000, 2_300, 2_350), ending(2_000, 2_310), [], ending(2_000, 3_400)])).toEqual([
    [2_000, [1, 1, 0, 1]],
    [3_400, [2, 1, 0, 1]],
  ]);
});

test('a cell in which a segment was still on a ramp is no plateau', () => {
  const ramp: Partial<Placed> = { phase: 'ramp' };
  const cells = cellsOf([ending([2_000, ramp], 4_000), ending([2_400, ramp], 4_000)]);
  expect(cells.map(({ phase }) => phase)).toEqual(['ramp']);
});

/** Where joined cells begin and end. */
function joined(...ends: readonly End[]) {
  return joinedCells(cellsOf([ending(...ends)])).map(({ fromMs, toMs }) => [fromMs, toMs]);
}

test('cells of a phase become slices of ten seconds, late timers or not', () => {
  expect(joined(2_000, 4_010, 6_001, 8_020, 10_090, 12_000, 13_000)).toEqual([
    [0, 10_090],
    [10_090, 13_000],
  ]);
});

test('a slice reaches neither over the end of a phase nor over the edge of a round', () => {
  const other: SliceRound = { ...VISITS, number: 2 };
  const ends = joined(
    2_000,
    [4_000, { round: VISITS }],
    [6_000, { round: { ...VISITS } }],
    [8_000, { round: other }],
    10_000,
    [12_000, { phase: 'ramp' }],
    14_000,
  );
  expect(ends).toEqual([
    [0, 2_000],
    [2_000, 6_000],
    [6_000, 8_000],
    [8_000, 10_000],
    [10_000, 12_000],
    [12_000, 14_000],
  ]);
});

test('joined cells keep the slices of each segment in the order of time, also of one that ended', () => {
  const [slice, ...more] = joinedCells(
    cellsOf([ending(2_000, 3_000, 4_000), ending(2_000), ending(2_000, 4_000)]),
  );
  expect(more).toEqual([]);
  expect(slice?.segments.map((slices) => slices.map(({ toMs }) => toMs))).toEqual([
    [2_000, 3_000, 4_000],
    [2_000],
    [2_000, 4_000],
  ]);
});
