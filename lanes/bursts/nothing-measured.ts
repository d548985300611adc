import { sum } from '../../src/base/statistics/averages.ts';
import { failureKinds } from '../../src/measure/outcome.ts';
import { isOwnDoing, refusalWords } from '../../src/measure/refusals.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { isHeldAgainstTarget } from '../../src/verdict/judge-burst.ts';
import type { SentBurst } from './burst-on.ts';

/**
 * Why a burst judges nothing: it got no answer that a limit could be held against. What a rate limiter refused is no
 * failure of the target, so a burst that was refused throughout would otherwise look as if it had held its limits.
 *
 * @returns one line with the operation, what came instead and what to do; undefined for a burst with answers
 */
export function nothingMeasured(
  burst: Pick<SentBurst, 'operationId' | 'outcomes' | 'successes' | 'waitedMs' | 'refused'>,
): string | undefined {
  const { operationId, outcomes, successes, waitedMs } = burst;
  const kinds = failureKinds(outcomes);
  const isFailed = isHeldAgainstTarget(burst);
  const failed = sum(kinds.map(({ kind, count }) => (isFailed(kind) ? count : 0)));
  if (successes.count + failed > 0) return undefined;
  const came = [
    ...kinds.map(({ kind, count }) => `${count} × ${kind.replaceAll('_', ' ')}`),
    ...(waitedMs.length > 0 ? [`${waitedMs.length} without an answer`] : []),
  ];
  return (
    `${operationId}: nothing was measured, its burst got no answer. Found: ${came.join(', ') || 'no request was sent'}. ` +
    'Right would be: a target that answers it, with rate limits that let the burst through'
  );
}

/**
 * Why a burst makes its run invalid: all that came of it is what a rate limiter refused that the suite itself went over. With
 * failures of the target, or requests that hang, it is judged like any other.
 */
export function refusedThroughout(burst: Parameters<typeof nothingMeasured>[0]): string | undefined {
  const { operationId, waitedMs, refused } = burst;
  const isJudged = waitedMs.length > 0 || nothingMeasured(burst) === undefined;
  if (isJudged || refused === undefined || !isOwnDoing(refused)) return undefined;
  return `${operationId}: ${refusalWords(refused)}. Wait a minute, or raise its limits`;
}

/**
 * @throws Error with the line of {@link nothingMeasured}, unless the run was stopped: then it is not the burst's fault
 */
export function assertMeasured(
  { clock }: { readonly clock: Pick<RunContext['clock'], 'stopReason'> },
  burst: Parameters<typeof nothingMeasured>[0],
): void {
  const nothing = nothingMeasured(burst);
  if (nothing !== undefined && clock.stopReason() === undefined) throw new Error(nothing);
}
