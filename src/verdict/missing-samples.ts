import { formatCount } from '../base/format.ts';
import { samplesForShare } from './judge-share.ts';
import { MEDIAN_NEEDS } from './median-interval.ts';
import { samplesNeeded } from './percentile-interval.ts';
import { subjectWords } from './subject.ts';
import { type Inconclusive, type Limit, percentileOf, type Statistic } from './verdict.ts';
import { sampleNoun } from './verdict-message.ts';

const SPOKEN: Readonly<Partial<Record<Statistic, string>>> = { errorRate: 'error rate' };

/**
 * The fewest samples that can show that a limit is held, which they do when all are on its good side. Fewer can show that
 * it is broken.
 *
 * @returns undefined where no number is known: a throughput, an audit, a share without a margin
 */
export function samplesToHold({ statistic, limit }: Pick<Limit, 'statistic' | 'limit'>): number | undefined {
  const percentile = percentileOf(statistic);
  if (percentile !== undefined) return samplesNeeded(percentile);
  if (statistic === 'median') return MEDIAN_NEEDS;
  const margin = statistic === 'errorRate' ? limit : statistic === 'availability' ? 1 - limit : 0;
  return margin > 0 ? samplesForShare(margin) : undefined;
}

/**
 * Whether an open limit has the samples that it needs to hold, so that only its interval, which includes the limit, kept it
 * from being decided: more samples help only where the true figure is off the limit.
 */
export function isTooClose(open: Inconclusive): boolean {
  if (open.because !== undefined) return false;
  const { lower, upper } = open.interval;
  const needed = samplesToHold(open);
  return needed === undefined ? lower !== undefined && upper !== undefined : open.samples >= needed;
}

/**
 * What an open limit lacks: `p95: 27 of the 72 samples that it needs to hold`. Where the samples are enough, or something
 * else kept it from being decided, its reason.
 */
export function missingWords(open: Inconclusive): string {
  const { subject, statistic, samples, because, reason } = open;
  const figure = SPOKEN[statistic] ?? statistic;
  const what = subject.kind === 'scenario' ? figure : `${subjectWords(subject)} ${figure}`;
  const needed = samplesToHold(open);
  if (because !== undefined || needed === undefined || samples >= needed) return `${what}: ${reason}`;
  return `${what}: ${formatCount(samples)} of the ${formatCount(needed)} ${sampleNoun(open)}s that it needs to hold`;
}
