import { formatFigure } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import { givenUpMs } from '../measure/arrival-figures.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { type Judgement, percentileOf, voidPass } from '../verdict/verdict.ts';

/**
 * Makes held percentiles of operations void where too many arrivals of the open model were never sent: those that had waited for
 * longer than the limit by then are more than the percentile leaves above it. Which operation each of them would have been is
 * not known, so no limit is broken by them.
 *
 * @param slices whose load the limits belong to; those of a closed model have no arrivals, and void nothing
 */
export function voidByGivenUp(
  judgements: readonly Judgement[],
  slices: readonly DecodedSlice[],
): Judgement[] {
  const waitedMs = givenUpMs(slices);
  const offered = sum(slices.map(({ arrivals }) => arrivals?.offered ?? 0));
  return judgements.map((judgement) => {
    const { subject, statistic, limit } = judgement;
    const percentile = percentileOf(statistic);
    if (waitedMs.length === 0 || subject.kind !== 'operation' || percentile === undefined) return judgement;
    const share = waitedMs.filter((ms) => ms >= limit).length / offered;
    if (share <= 1 - percentile / 100) return judgement;
    const reason = `${formatFigure(share, 'share')} of the arrivals were never sent and had waited longer than this limit for a user`;
    return voidPass(judgement, reason);
  });
}
