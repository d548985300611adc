import { sum } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import {
  type FailureMoment,
  failedBy,
  failedShare,
  failureMoments,
  kindWords,
  shareWords,
  thirdsOf,
} from '../failures.ts';
import type { Pattern } from '../pattern.ts';
import { isExplained } from './explained-failures.ts';

const LEAST_MOMENTS = 12;
const LEAST_FAILURES = 10;
/** By chance alone a trend is as clear as this in one of 3,000 runs. */
const LEAST_Z = 3.4;
const LEAST_SHARE = 0.02;

/**
 * A share of errors that climbs: the trend test of Cochran and Armitage over the moments outside of outages, and three
 * thirds of the run of which each has more than the one before.
 *
 * Source: P. Armitage, Tests for linear trends in proportions and frequencies, Biometrics 11 (1955).
 */
export function increasingErrors(input: DiagnosisInput): Pattern[] {
  const moments = failureMoments(input);
  const failures = sum(moments.map(({ failed }) => failed));
  const [from, to] = [moments[0], moments.at(-1)];
  if (from === undefined || to === undefined || moments.length < LEAST_MOMENTS || failures < LEAST_FAILURES)
    return [];
  const [first = 0, middle = 0, last = 0] = thirdsOf(moments).map(failedShare);
  const climbs = middle > first && last > middle * 1.25 && last >= Math.max(LEAST_SHARE, first * 2);
  const z = trendZ(moments);
  if (!climbs || z < LEAST_Z || isExplained(input, failures)) return [];
  const { kinds, about } = failedBy(input, from.fromMs, to.toMs);
  return [
    {
      kind: 'increasing errors',
      ...about,
      evidence: [
        `The share of errors climbed: ${shareWords(first)} in the first third of the run, ${shareWords(middle)} in the second, ${shareWords(last)} in the last (${kindWords(kinds)}).`,
      ],
      figures: [
        { name: 'errors at the end', value: last * 100, unit: '%' },
        { name: 'failures', value: failures, unit: '' },
      ],
      confidence: z > 6 ? 'high' : 'medium',
      fromMs: from.fromMs,
      toMs: to.toMs,
    },
  ];
}

/** How many standard errors a trend of the share over time lies from none. */
export function trendZ(moments: readonly FailureMoment[]): number {
  const share = failedShare(moments);
  const all = moments.map(({ ok, failed, fromMs }) => ({ sent: ok + failed, failed, at: fromMs / 1000 }));
  const sent = sum(all.map((each) => each.sent));
  const mean = sum(all.map((each) => each.sent * each.at)) / sent;
  const score = sum(all.map((each) => (each.failed - each.sent * share) * (each.at - mean)));
  const variance = share * (1 - share) * sum(all.map((each) => each.sent * (each.at - mean) ** 2));
  return variance > 0 ? score / Math.sqrt(variance) : 0;
}
