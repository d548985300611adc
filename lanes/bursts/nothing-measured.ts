import { sum } from '../../src/base/statistics/averages.ts';
import { failureKinds } from '../../src/measure/outcome.ts';
import { isOwnDoing, refusalWords } from '../../src/measure/refusals.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { isHeldAgainstTarget } from '../../src/verdict/judge-burst.ts';
import type { SentBurst } from './burst-on.ts';

/** What of a burst tells whether it measured anything. */
type MeasuredBurst = Pick<SentBurst, 'operationId' | 'outcomes' | 'successes' | 'waitedMs' | 'refused'>;

/**
 * Why a burst judges nothing: it got no answer that a limit could be held against. What a rate limiter refused is no
 * failure of the target, so a burst that was refused throughout would otherwise look as if it had held its limits.
 *
 * @param options.isJudged false for a burst under overload: no limit is held against its failures, so only a success is an
 * answer. They are not in the scenario's error rate either, which is of its users
 * @returns one line with the operation, what came instead and what to do; undefined for a burst with answers
 */
export function nothingMeasured(
  burst: MeasuredBurst,
  { isJudged = true }: { readonly isJudged?: boolean } = {},
): string | undefined {
  const { operationId, outcomes, successes, waitedMs } = burst;
  const kinds = failureKinds(outcomes);
  const isFailed = isHeldAgainstTarget(burst);
  const failed = sum(kinds.map(({ kind, count }) => (isFailed(kind) ? count : 0)));
  if (successes.count + (isJudged ? failed : 0) > 0) return undefined;
  const came = [
    ...kinds.map(({ kind, count }) => `${count} × ${kind.replaceAll('_', ' ')}`),
    ...(waitedMs.length > 0 ? [`${waitedMs.length} without an answer`] : []),
  ];
  const what = isJudged ? 'its burst got no answer' : 'under overload no request of its burst succeeded';
  return (
    `${operationId}: nothing was measured, ${what}. Found: ${came.join(', ') || 'no request was sent'}. ` +
    'Right would be: a target that answers it, with rate limits that let the burst through'
  );
}

/**
 * Why a burst makes its run invalid: all that came of it is what a rate limiter refused that the suite itself went over. With
 * failures of the target, or requests that hang, it is judged like any other.
 */
export function refusedThroughout(burst: MeasuredBurst): string | undefined {
  const { operationId, waitedMs, refused } = burst;
  const hasAnswers = waitedMs.length > 0 || nothingMeasured(burst) === undefined;
  if (hasAnswers || refused === undefined || !isOwnDoing(refused)) return undefined;
  return `${operationId}: ${refusalWords(refused)}. Wait a minute, or raise its limits`;
}

/**
 * @throws Error with the line of {@link nothingMeasured}, unless the run was stopped: then it is not the burst's fault
 */
export function assertMeasured(
  { clock }: { readonly clock: Pick<RunContext['clock'], 'stopReason'> },
  burst: MeasuredBurst,
  options: Parameters<typeof nothingMeasured>[1] = {},
): void {
  const nothing = nothingMeasured(burst, options);
  if (nothing !== undefined && clock.stopReason() === undefined) throw new Error(nothing);
}
