import { listed } from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import { CAUSES, failedBy, failedShare, failureMoments, kindWords, shareWords } from '../failures.ts';
import type { Pattern } from '../pattern.ts';
import { errorBurst } from './error-burst.ts';
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
  const length = (to.toMs - from.fromMs) / 3;
  const inThirds = [0, 1, 2].map((index) =>
    moments.some(
      ({ failed, fromMs }) =>
        failed > 0 && Math.min(2, Math.floor((fromMs - from.fromMs) / length)) === index,
    ),
  );
  const isOther = increasingErrors(input).length + errorBurst(input).length > 0;
  if (!inThirds.every(Boolean) || isOther) return [];
  const { kinds, operations } = failedBy(input, from.fromMs, to.toMs);
  const [kind] = kinds;
  // A rate limit, and tokens that are not renewed, have a pattern each.
  if (kind === undefined || kind.kind === 'rate_limited') return [];
  const [cause, command] = CAUSES[kind.kind];
  const [only] = operations;
  return [
    {
      kind: 'steady errors',
      ...(operations.length === 1 && only !== undefined && { subject: only }),
      evidence: [
        `${shareWords(share)} of the requests failed, from beginning to end (${kindWords(kinds)}); most of them: ${listed(operations.slice(0, 3))}.`,
      ],
      figures: [
        { name: 'errors', value: share * 100, unit: '%' },
        { name: 'failures', value: failures, unit: '' },
      ],
      likelyCause: cause,
      confidence: failures >= 20 ? 'high' : 'medium',
      nextCommand: command,
      fromMs: from.fromMs,
      toMs: to.toMs,
    },
  ];
}
