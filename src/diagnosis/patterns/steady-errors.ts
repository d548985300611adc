import { listed } from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import { failedBy, failedShare, failureMoments, kindWords, shareWords, thirdsOf } from '../failures.ts';
import type { Pattern } from '../pattern.ts';
import { errorBurst } from './error-burst.ts';
import { isExplained } from './explained-failures.ts';
import { increasingErrors } from './increasing-errors.ts';

const LEAST_FAILURES = 6;
const LEAST_SHARE = 0.005;

/** Errors from beginning to end: in each third of the run, and neither in bursts nor climbing. */
export function steadyErrors(input: DiagnosisInput): Pattern[] {
  const moments = failureMoments(input);
  const [from, to] = [moments[0], moments.at(-1)];
  const failures = sum(moments.map(({ failed }) => failed));
  const share = failedShare(moments);
  if (from === undefined || to === undefined || failures < LEAST_FAILURES || share < LEAST_SHARE) return [];
  const isThroughout = thirdsOf(moments).every((third) => third.some(({ failed }) => failed > 0));
  if (!isThroughout || increasingErrors(input).length + errorBurst(input).length > 0) return [];
  const { kinds, operations, about } = failedBy(input, from.fromMs, to.toMs);
  const [kind] = kinds;
  // A rate limit, tokens that are not renewed, and connections that nobody answers have a pattern each.
  if (kind === undefined || kind.kind === 'rate_limited' || isExplained(input, failures)) return [];
  return [
    {
      kind: 'steady errors',
      ...about,
      evidence: [
        `${shareWords(share)} of the requests failed, from beginning to end (${kindWords(kinds)}); most of them: ${listed(operations.slice(0, 3))}.`,
      ],
      figures: [
        { name: 'errors', value: share * 100, unit: '%' },
        { name: 'failures', value: failures, unit: '' },
      ],
      confidence: failures >= 20 ? 'high' : 'medium',
      fromMs: from.fromMs,
      toMs: to.toMs,
    },
  ];
}
