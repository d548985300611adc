import { formatFigure } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import { givenUpMs } from '../measure/arrival-figures.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { outwaitedMs, withLatencies } from '../verdict/judge-percentile.ts';
import { type Judgement, percentileOf, voidPass } from '../verdict/verdict.ts';
import type { JudgedLoad } from './judged-load.ts';

interface SamplesOfLimit {
  readonly answered: LatencyHistogram;
  readonly waitedMs: readonly number[];
}

/** Arrivals that limits depend on; those of a closed model are none, and void nothing. */
interface ArrivalsOfLimits {
  /** The slices whose load the limits belong to. */
  readonly load: readonly DecodedSlice[];
  /** Those in which arrivals of that load may have been given up; the same by default. */
  readonly until?: readonly DecodedSlice[];
  /** The latencies that a percentile of this subject was held against, and how long requests without an answer had waited, in milliseconds. */
  samplesOf(subject: Judgement['subject']): SamplesOfLimit | undefined;
}

/**
 * Makes held percentiles void where too many arrivals of the open model were never sent: those that had waited for longer than the
 * limit by then, with the answers that took longer, are more than the percentile leaves above it. They break none: it is not known
 * which operation each would have been, nor how much of its wait a pause of the generator has added. Limits of ramps and of sockets
 * have other arrivals, or none.
 */
export function voidByGivenUp(
  judged: JudgedLoad,
  { load, until = load, samplesOf }: ArrivalsOfLimits,
): JudgedLoad {
  const waitedMs = givenUpMs(until);
  if (waitedMs.length === 0) return judged;
  const offered = sum(load.map(({ arrivals }) => arrivals?.offered ?? 0));
  let whyLost = judged.lost;
  const judgements = judged.judgements.map((judgement) => {
    const { subject, column, statistic, limit } = judgement;
    const percentile = percentileOf(statistic);
    const isOfArrivals = subject.kind === 'operation' || (subject.kind === 'scenario' && column !== 'ramp');
    if (judgement.kind !== 'pass' || !isOfArrivals || percentile === undefined) return judgement;
    const share = waitedMs.filter((ms) => ms >= limit).length / offered;
    const samples = samplesOf(subject);
    const slower =
      samples === undefined
        ? 0
        : withLatencies(samples.answered, outwaitedMs(samples.waitedMs, limit)).shareFrom(limit * 1000);
    if (share === 0 || share + slower <= 1 - percentile / 100) return judgement;
    const reason = `${formatFigure(share, 'share')} of the arrivals were never sent and had waited longer than this limit for a user${slower === 0 ? '' : `, and ${formatFigure(slower, 'share')} of the others took longer`}`;
    whyLost ??= `${formatFigure(share, 'share')} of the arrivals were never sent, since no virtual user was free, and had waited for longer than limits that would be held`;
    return voidPass(judgement, reason);
  });
  return { ...judged, judgements, lost: whyLost };
}
