import { LatencyHistogram } from '../measure/latency-histogram.ts';
import { percentileRanks, samplesNeeded } from './percentile-interval.ts';
import { type Judgement, judgeEstimate, type Limit } from './verdict.ts';

/**
 * Judges a percentile of the samples by a limit in milliseconds, with the 95 % interval of {@link percentileRanks}.
 *
 * A request that was still waiting when the measurement ended is a censored sample: its latency is at least the time that
 * it has waited. One that has outwaited the limit is slower than the limit for certain, so it counts, with that time.
 * One that has not is no sample: nobody knows on which side of the limit it would have ended. So a waiting request never
 * makes a pass.
 *
 * @param percentile 0 to 100, e.g. 95
 * @param waitedMs how long each waiting request has waited
 */
export function judgePercentile(
  answered: LatencyHistogram,
  percentile: number,
  limit: Limit,
  waitedMs: readonly number[] = [],
): Judgement {
  const outwaited = outwaitedMs(waitedMs, limit.limit);
  const histogram = withLatencies(answered, outwaited);
  const samples = histogram.count;
  const ranks = percentileRanks(samples, percentile);
  const [lower, upper] = [ranks.lower, ranks.upper].map((rank) =>
    rank === undefined ? undefined : inMs(histogram.valueAtRankUs(rank)),
  );
  const figure = inMs(histogram.percentileUs(percentile));
  // From the shortest wait on, any latency may be that of a waiting request, which has no upper end.
  const isOpen = (ms: number | undefined) => ms !== undefined && ms >= Math.min(...outwaited);
  const isBounded = upper !== undefined && !isOpen(upper);
  const interval = { ...(lower !== undefined && { lower }), ...(isBounded && { upper }) };
  const judgement = judgeEstimate(
    limit,
    { figure, samples, interval },
    whatIsMissing(samples, percentile, upper),
  );
  return judgement.kind === 'fail' && isOpen(figure) ? { ...judgement, isAtLeast: true } : judgement;
}

/** The waits that have reached a limit, in milliseconds. */
export function outwaitedMs(waitedMs: readonly number[], limitMs: number): readonly number[] {
  return waitedMs.filter((ms) => ms >= limitMs);
}

function withLatencies(histogram: LatencyHistogram, more: readonly number[]): LatencyHistogram {
  if (more.length === 0) return histogram;
  const all = LatencyHistogram.merge([histogram]);
  for (const ms of more) all.record(ms * 1000);
  return all;
}

function inMs(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / 1000;
}

function whatIsMissing(samples: number, percentile: number, upperMs: number | undefined): string {
  const needed = samplesNeeded(percentile);
  if (upperMs === undefined && samples < needed)
    return `too few samples: ${samples}, a p${percentile} needs at least ${needed}`;
  return `the interval of ${samples} samples includes the limit`;
}
