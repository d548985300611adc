import type { Verdict } from '../verdict/verdict.ts';
import { countedErrors, type EndedRequests } from './counted-errors.ts';
import type { TrafficRecord } from './run-record.ts';

/** Requests that ended, how many of them failed, and whether a limit was held against that. */
export interface JudgedErrors extends EndedRequests {
  readonly isJudged: boolean;
}

/**
 * The requests that the scenario's limit on errors was held against: those of its plateaus, of its overload, or of the window that a
 * search was decided by. Where it was held against none, {@link countedErrors} of the whole run.
 */
export function judgedErrors(traffic: TrafficRecord, verdicts: readonly Verdict[]): JudgedErrors {
  const judged = errorsOf(verdicts, (column) => column === 'scenario');
  return judged === undefined
    ? { ...countedErrors(traffic), isJudged: false }
    : { ...judged, isJudged: true };
}

/** The requests under normal load, in a scenario with overload: its error rate there has a limit of its own. Undefined without overload. */
export function errorsOfNormalLoad(verdicts: readonly Verdict[]): EndedRequests | undefined {
  return errorsOf(verdicts, (column) => column !== 'scenario' && column !== 'ramp');
}

function errorsOf(
  verdicts: readonly Verdict[],
  isMeant: (column: Verdict['column']) => boolean,
): EndedRequests | undefined {
  const judged = verdicts.find(
    ({ owner, subject, column, statistic }) =>
      owner.kind === 'traffic' && subject.kind === 'scenario' && statistic === 'errorRate' && isMeant(column),
  );
  if (judged === undefined || judged.kind === 'not offered' || judged.figure === undefined) return undefined;
  return { ended: judged.samples, failed: Math.round(judged.figure * judged.samples) };
}
