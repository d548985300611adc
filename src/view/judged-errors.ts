import { countedErrors, type EndedRequests } from '../record/counted-errors.ts';
import type { TrafficRecord } from '../record/run-record.ts';
import type { Verdict } from '../verdict/verdict.ts';

/**
 * The requests that the scenario's limit on errors was held against, of its plateaus or of its overload for instance; where it was
 * held against none, {@link countedErrors} of the whole run.
 */
export function judgedErrors(traffic: TrafficRecord, verdicts: readonly Verdict[]): EndedRequests {
  const judged = verdicts.find(
    ({ owner, column, statistic }) =>
      owner.kind === 'traffic' && column === 'scenario' && statistic === 'errorRate',
  );
  if (judged === undefined || judged.kind === 'not offered' || judged.figure === undefined)
    return countedErrors(traffic);
  return { ended: judged.samples, failed: Math.round(judged.figure * judged.samples) };
}
