import { isDeepStrictEqual } from 'node:util';
import { SLICE_MS, type Slice, type SliceRound } from '../slice.ts';

/**
 * How far apart the ends of slices may be that segments close at the same moment: a timer of a busy process is late. Far
 * below the two seconds from one such moment to the next, or neighbours would be mistaken for each other.
 */
export const SAME_END_WITHIN_MS = 250;

/** What of a slice says where it belongs. */
export type Placed = Pick<Slice, 'fromMs' | 'toMs' | 'phase' | 'round'>;

/** A stretch of time with the slices of all segments in it. */
export interface Stretch<S extends Placed> extends Placed {
  /** By segment, in the order of time; empty for a segment that has none in it. */
  readonly segments: readonly (readonly S[])[];
}

/**
 * The shortest stretches that can be told apart in all segments: from one end that they have in common to the next.
 *
 * A slice belongs to the stretch in which it ends, so each is in exactly one. A segment whose slices stop has nothing in
 * later ones, and what it lacks ends none. A stretch ends when the last of its slices does.
 */
export function cellsOf<S extends Placed>(segments: readonly (readonly S[])[]): Stretch<S>[] {
  const cells: Stretch<S>[] = [];
  let before = segments.map(() => 0);
  let fromMs = Math.min(...segments.map(([first]) => first?.fromMs ?? Number.POSITIVE_INFINITY));
  for (const counts of commonEnds(segments.map((slices) => slices.map(({ toMs }) => toMs)))) {
    const parts = segments.map((slices, segment) => slices.slice(before[segment], counts[segment]));
    const cell = { fromMs, ...placeOf(parts.flat()), segments: parts };
    cells.push(cell);
    before = counts;
    fromMs = cell.toMs;
  }
  return cells;
}

/** Joins stretches that follow each other, of the same phase and the same round, to slices of the usual length. */
export function joinedCells<S extends Placed>(cells: readonly Stretch<S>[]): Stretch<S>[] {
  const joined: Stretch<S>[] = [];
  for (const cell of cells) {
    const open = joined.at(-1);
    if (open === undefined || !belongTogether(open, cell)) joined.push(cell);
    else joined.splice(-1, 1, { ...open, toMs: cell.toMs, segments: appended(open.segments, cell.segments) });
  }
  return joined;
}

function appended<S>(
  segments: readonly (readonly S[])[],
  next: readonly (readonly S[])[],
): readonly (readonly S[])[] {
  return segments.map((slices, segment) => [...slices, ...(next[segment] ?? [])]);
}

function belongTogether(open: Placed, next: Placed): boolean {
  const isShort = next.toMs - open.fromMs <= SLICE_MS + SAME_END_WITHIN_MS;
  return isShort && open.phase === next.phase && isDeepStrictEqual(open.round, next.round);
}

/**
 * Where slices belong that are one from now on. With any slice of a round all are of that round: its edges count to it, so that
 * what is left is of time without one for certain. With any on a ramp they hold no level.
 */
function placeOf(slices: readonly Placed[]): Omit<Placed, 'fromMs'> {
  const round = heaviestRound(slices);
  return {
    toMs: Math.max(...slices.map(({ toMs }) => toMs)),
    phase: slices.some(({ phase }) => phase === 'ramp') ? 'ramp' : 'plateau',
    ...(round !== undefined && { round }),
  };
}

const HEAVIEST_FIRST = ['burst', 'removal', 'visits'] as const satisfies readonly SliceRound['kind'][];

/** A burst outweighs the removal after it, and that visits; of several of a kind it is the one of the longest slice. */
function heaviestRound(slices: readonly Placed[]): SliceRound | undefined {
  const inRounds = slices.filter(({ round }) => round !== undefined);
  const candidates =
    HEAVIEST_FIRST.map((kind) => inRounds.filter(({ round }) => round?.kind === kind)).find(
      ({ length }) => length > 0,
    ) ?? [];
  return candidates.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0]?.round;
}

/**
 * The ends that all segments have in common, as far as their slices go, and the end of all.
 *
 * @param ends of each segment's slices, rising
 * @returns for each of them, how many slices of each segment end until then
 */
function commonEnds(ends: readonly (readonly number[])[]): number[][] {
  const longest = ends.reduce((one, other) => (lastOf(other) > lastOf(one) ? other : one), []);
  return longest.flatMap((endMs, index) => {
    const nearest = ends.map((list) => nearestTo(endMs, list));
    const isCommon = ends.every((list, segment) => {
      const found = list[nearest[segment] ?? 0] ?? Number.NEGATIVE_INFINITY;
      if (lastOf(list) < endMs - SAME_END_WITHIN_MS) return true;
      // The end of a round just before the common one must not take the other segments' end for its own.
      return Math.abs(found - endMs) <= SAME_END_WITHIN_MS && nearestTo(found, longest) === index;
    });
    if (index === longest.length - 1) return [ends.map((list) => list.length)];
    return isCommon ? [nearest.map((each) => each + 1)] : [];
  });
}

function lastOf(ends: readonly number[]): number {
  return ends.at(-1) ?? Number.NEGATIVE_INFINITY;
}

/** The place of the value nearest to `ms` in a rising list, the last of equal ones; -1 in an empty one. */
function nearestTo(ms: number, rising: readonly number[]): number {
  let [low, high] = [0, rising.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((rising[middle] ?? 0) <= ms) low = middle;
    else high = middle - 1;
  }
  const [before = 0, after = Number.POSITIVE_INFINITY] = [rising[low], rising[low + 1]];
  return Math.min(rising.length - 1, after - ms < Math.abs(ms - before) ? low + 1 : low);
}
