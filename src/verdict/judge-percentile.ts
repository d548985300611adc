import { counted } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import { LatencyHistogram } from '../measure/latency-histogram.ts';
import { percentileRanks, samplesNeeded } from './percentile-interval.ts';
import { type Judgement, judgeEstimate, type Limit } from './verdict.ts';

/**
 * Judges a percentile of the samples by a limit in milliseconds, with the 95 % interval of {@link percentileRanks}.
 *
 * A request that was still waiting when the measurement ended is a censored sample: its latency is at least the time that
 * it has waited. One that has outwaited the limit is slower than the limit for certain, so it counts, with that time.
 * One that has not is not a sample: nobody knows on which side of the limit it would have ended. So a waiting request never
 * makes a pass.
 *
 * The measurer can only add to a latency. For each request the truth lies between what was measured and that less the
 * measurer's own delay, so each percentile of the truth lies between those of the two histograms: sorting keeps an order
 * that holds for every pair. This needs no assumption about how delay and latency depend on each other. Where only the two
 * distributions are known and not the pairs, the bound is weaker: M. Fréchet, Sur les tableaux de corrélation (1951);
 * G. D. Makarov, Estimates for the distribution function of a sum of two random variables (1981).
 *
 * @param answered the latencies as they were measured
 * @param percentile 0 to 100, e.g. 95
 */
export function judgePercentile(
  answered: LatencyHistogram,
  percentile: number,
  limit: Limit,
  { waitedMs = [], least: leastAnswered }: SampleDoubts = {},
): Judgement {
  const outwaited = outwaitedMs(waitedMs, limit.limit);
  const histogram = withLatencies(answered, outwaited);
  const samples = histogram.count;
  const ranks = percentileRanks(samples, percentile);
  const least = leastAnswered === undefined ? histogram : withLatencies(leastAnswered, outwaited);
  const valueMs = (of: LatencyHistogram, rank: number | undefined) =>
    rank === undefined ? undefined : inMs(of.valueAtRankUs(rank));
  const [lower, upper] = [valueMs(least, ranks.lower), valueMs(histogram, ranks.upper)];
  const lowerAlone = valueMs(histogram, ranks.lower);
  const figure = inMs(histogram.percentileUs(percentile));
  // From the shortest wait on, any latency may be that of a waiting request, which has no upper end.
  const isOpen = (ms: number | undefined) => ms !== undefined && ms >= Math.min(...outwaited);
  const isBounded = upper !== undefined && !isOpen(upper);
  const interval = { ...(lower !== undefined && { lower }), ...(isBounded && { upper }) };
  const bound = leastAnswered === undefined ? {} : { least: inMs(least.percentileUs(percentile)) };
  const judgement = judgeEstimate(
    limit,
    { figure, ...bound, samples, interval },
    whatIsMissing(samples, percentile, upper),
    { ...interval, ...(lowerAlone !== undefined && { lower: lowerAlone }) },
  );
  const isOver = judgement.kind === 'fail' || (judgement.kind === 'inconclusive' && judgement.because);
  if (!isOver) return judgement;
  const isMeasured = figure !== undefined || outwaited.length > 0;
  if (!isMeasured && !isSlowThroughout(judgement.kind === 'fail' ? least : histogram, limit.limit)) {
    const reason = whatIsMissing(samples, percentile, upper);
    return { kind: 'inconclusive', ...limit, ...bound, samples, interval, reason };
  }
  if (judgement.kind !== 'fail') return judgement;
  const broken = { ...judgement, overMs: () => timeOverMs(least, percentile, limit.limit) };
  return isOpen(figure) ? { ...broken, isAtLeast: true } : broken;
}

/** Fewer answers may all have met the same moment. */
const FEWEST_THAT_BREAK = 5;

/**
 * Whether samples that are too few to measure a percentile show that it is over the limit: five or more, the half of them
 * over it. The interval alone would do with one, if requests were slow independently of each other. Those of a short
 * burst are not: one moment in which the machine stood still makes all of them slow.
 */
function isSlowThroughout(samples: LatencyHistogram, limitMs: number): boolean {
  const middle = samples.valueAtRankUs(Math.ceil(samples.count / 2)) ?? 0;
  return samples.count >= FEWEST_THAT_BREAK && middle / 1000 >= limitMs;
}

/** Parts that samples are added up in, so that many of them cost no more than a few. */
const PARTS = 100;

/** The time that samples must have lost at least, added up, if the limit would be held without that loss. */
function timeOverMs(samples: LatencyHistogram, percentile: number, limitMs: number): number {
  // The slowest ones may be over the limit.
  const within = Math.ceil((percentile / 100) * samples.count);
  const parts = Math.min(PARTS, within);
  const rankOf = (part: number) => Math.floor((part * within) / parts);
  return sum(
    Array.from({ length: parts }, (_, part) => {
      const lowestMs = inMs(samples.valueAtRankUs(rankOf(part) + 1)) ?? 0;
      return Math.max(0, lowestMs - limitMs) * (rankOf(part + 1) - rankOf(part));
    }),
  );
}

/** What makes latencies less certain than they look. */
export interface SampleDoubts {
  /** How long each request has waited that did not end, in milliseconds. */
  readonly waitedMs?: readonly number[];
  /** The same samples, each less what the measurer itself may have added; left out where nobody watched. */
  readonly least?: LatencyHistogram | undefined;
}

/**
 * The waits that tell of a target that hangs: they have reached the limit, and are twice as long as the answers take. Where
 * answers take as long as the limit, a request that waits for one is slow, and no failure.
 *
 * @param answered latencies of the requests that were answered
 */
export function hangingMs(
  waitedMs: readonly number[],
  limitMs: number,
  answered: LatencyHistogram,
): readonly number[] {
  const usualMs = (answered.percentileUs(99) ?? answered.maxUs ?? 0) / 1000;
  return outwaitedMs(waitedMs, Math.max(limitMs, 2 * usualMs));
}

/** The waits that have reached a limit, in milliseconds. */
export function outwaitedMs(waitedMs: readonly number[], limitMs: number): readonly number[] {
  return waitedMs.filter((ms) => ms >= limitMs);
}

/** A histogram with more latencies in it, in milliseconds. */
export function withLatencies(histogram: LatencyHistogram, more: readonly number[]): LatencyHistogram {
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
  return `the interval of ${counted(samples, 'sample')} includes the limit`;
}
