import { formatFigure } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import { givenUpMs } from '../measure/arrival-figures.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { type Judgement, percentileOf, voidPass } from '../verdict/verdict.ts';

/** What became of some limits, and why their load was not what was planned; undefined when it was. */
interface Judged {
  readonly judgements: readonly Judgement[];
  readonly lost?: string | undefined;
}

/**
 * Makes held percentiles void where too many arrivals of the open model were never sent: those that had waited for longer than the
 * limit by then are more than the percentile leaves above it. They break none: it is not known which operation each would have
 * been, nor how much of its wait a pause of the generator has added. Limits of ramps and of sockets have other arrivals, or none.
 *
 * @param slices whose load the limits belong to; those of a closed model have no arrivals, and void nothing
 */
export function voidByGivenUp({ judgements, lost }: Judged, slices: readonly DecodedSlice[]): Judged {
  const waitedMs = givenUpMs(slices);
  if (waitedMs.length === 0) return { judgements, lost };
  const offered = sum(slices.map(({ arrivals }) => arrivals?.offered ?? 0));
  let whyLost = lost;
  const voided = judgements.map((judgement) => {
    const { subject, column, statistic, limit } = judgement;
    const percentile = percentileOf(statistic);
    const isOfArrivals = subject.kind === 'operation' || (subject.kind === 'scenario' && column !== 'ramp');
    if (judgement.kind !== 'pass' || !isOfArrivals || percentile === undefined) return judgement;
    const share = waitedMs.filter((ms) => ms >= limit).length / offered;
    if (share <= 1 - percentile / 100) return judgement;
    const reason = `${formatFigure(share, 'share')} of the arrivals were never sent and had waited longer than this limit for a user`;
    whyLost ??= `${formatFigure(share, 'share')} of the arrivals were never sent, since no virtual user was free, and had waited for longer than limits that would be held`;
    return voidPass(judgement, reason);
  });
  return { judgements: voided, lost: whyLost };
}
