import type { Slice } from '../slice.ts';
import { cellsOf, joinedCells } from './cells.ts';
import { mergedSlice } from './merged-slice.ts';

/**
 * Makes one list of slices of those of several processes that shared the virtual users of one traffic, as if one process had driven
 * them all. Every count and every bucket of a histogram is the sum of theirs, so nothing is lost and no percentile is less
 * exact than that of one process. Times are of the traffic's clock, which all have in common; what was known only as a summary of a
 * process (its health) is merged as `merged-health.ts` says.
 *
 * @param segments the slices of each process in the order of time, the first process first: texts name it by its place. An
 *   empty list stands for one of which nothing is there. Of one that ended early the rest is missing in the sums, without a word
 *   here: who calls knows it.
 * @returns slices of ten seconds at most, give or take the lateness of timers; none for segments without slices
 */
export function mergedSlices(segments: readonly (readonly Slice[])[]): Slice[] {
  return joinedCells(cellsOf(segments)).map(mergedSlice);
}
