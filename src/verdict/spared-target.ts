import { formatFigure } from '../base/format.ts';
import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { percentileRanks } from './percentile-interval.ts';
import { type Judgement, percentileOf } from './verdict.ts';

/** What of a burst that saturates tells how much of it met the target. */
export interface SaturatingFigures {
  readonly successes: LatencyHistogram;
  /** The successes, each less what the measurer itself may have added. */
  readonly least?: LatencyHistogram | undefined;
  /** How many requests it keeps under way at a time, in the target or in its own hands. */
  readonly connections: number;
}

/**
 * How many times slower than it was a target may be at most with all connections under way in it; 1 where the measurer
 * added nothing or nobody watched.
 *
 * Each of N connections always has a request in the target or an answer in our hands, so by Little's law the mean measured
 * latency is N / X, with X answers a second. A target that answers no fewer when more is under way (X' >= X) then has a
 * mean of N / X' without our delay: at most the measured one. So the mean of its own part grows by no more than measured /
 * least. Nor by more than N: alone with the target, a request takes no longer than it did, so 1 / least answers a second is
 * the fewest. J. D. C. Little, A proof for the queuing formula L = λW (1961).
 */
export function mostTimesSlower({ successes, least, connections }: SaturatingFigures): number {
  const [measuredUs, leastUs] = [successes.meanUs, least?.meanUs];
  if (measuredUs === undefined || leastUs === undefined) return 1;
  return Math.max(1, Math.min(measuredUs / leastUs, connections));
}

/**
 * Makes the pass of a percentile void where the measurer spared the target so much that all connections together may have
 * broken the limit.
 *
 * For the mean the measured figure is enough ({@link mostTimesSlower}). For a percentile there are two extremes. In one queue
 * a request waits for the ones before it: what it does not wait in our hands, it waits in the queue, so the measured
 * percentile is an upper bound as well (exactly so for one server and equal delays). Where the target works on all requests
 * at once, each takes as many times longer as there are more of them, and the slow ones do so by more than the delay that
 * was measured: there the bound is the percentile of the target's own part, times that factor. A pass needs both. This is an
 * argument for targets of these kinds and no proof for every one: nothing bounds a target that breaks down when more is
 * under way.
 *
 * A limit on the share of our delay would be simpler, and wrong: of operations that take a few tenths of a millisecond, one
 * process has most answers in its hands on any machine (71 % of the time of ten connections at 18,000 requests per second),
 * and nothing is in doubt about a p95 of 1 ms against a limit of 300 ms.
 */
export function voidIfSpared(judgement: Judgement, burst: SaturatingFigures): Judgement {
  const percentile = percentileOf(judgement.statistic);
  const { successes, least, connections } = burst;
  if (judgement.kind !== 'pass' || percentile === undefined || least === undefined) return judgement;
  const times = mostTimesSlower(burst);
  const { upper } = percentileRanks(least.count, percentile);
  const leastUs = upper === undefined ? undefined : least.valueAtRankUs(upper);
  const atMostMs = ((leastUs ?? 0) / 1000) * times;
  if (atMostMs < judgement.limit) return judgement;
  const own = formatFigure(1 - (least.meanUs ?? 0) / (successes.meanUs ?? 1), 'share');
  return hiddenPass(
    judgement,
    `the measurer's own delay took up to ${own} of the time of the ${connections} connections, which spared the target: with all of them under way in it the ${judgement.statistic} may be up to ${formatFigure(atMostMs, 'ms')}`,
  );
}

/** A pass that the measurer's own delay left in doubt, with the reason; any other judgement as it is. */
export function hiddenPass(judgement: Judgement, reason: string): Judgement {
  if (judgement.kind !== 'pass') return judgement;
  return { ...judgement, kind: 'inconclusive', reason, because: 'own delay' };
}
