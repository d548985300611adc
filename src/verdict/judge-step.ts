import { counted, formatMs } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import { MEDIAN_NEEDS, medianInterval } from './median-interval.ts';
import { type Judgement, judgeEstimate, type Limit } from './verdict.ts';

/**
 * Judges a journey's step by the limit of its median, with the median's 95 % confidence interval. Too few visits have
 * none, which leaves the verdict open.
 *
 * @param warmMs the step's time in each visit but the cold one
 * @param leastMs the same visits, each less what the measurer itself may have added; left out where nobody watched
 */
export function judgeStep(warmMs: readonly number[], limit: Limit, leastMs?: readonly number[]): Judgement {
  const { median: figure, samples, lower: lowerAlone, upper } = medianInterval(warmMs) ?? { samples: 0 };
  const { median: least, lower = lowerAlone } = medianInterval(leastMs ?? []) ?? {};
  if (lower === undefined || lowerAlone === undefined || upper === undefined) {
    const reason = `too few visits: ${samples} after the cold one, a median needs at least ${MEDIAN_NEEDS}`;
    return judgeEstimate(limit, { figure, samples, interval: {} }, reason);
  }
  const reason = `the interval of ${counted(samples, 'visit')}, ${formatMs(lower)} to ${formatMs(upper)} ms, includes the limit`;
  const estimate = { figure, ...(least !== undefined && { least }), samples, interval: { lower, upper } };
  const judgement = judgeEstimate(limit, estimate, reason, { lower: lowerAlone, upper });
  if (judgement.kind !== 'fail') return judgement;
  return { ...judgement, overMs: () => timeOverMs(leastMs ?? warmMs, limit.limit) };
}

/**
 * The times of visits, each less what the measurer itself may have added. A visit that nobody watched, for want of a file
 * descriptor for example, is one of which nothing is known: its least time is 0, and the others keep theirs. Undefined where
 * none was watched: a system without an account of waits knows no bounds.
 */
export function leastTimes(
  visits: readonly { readonly leastMs?: number | undefined }[],
): number[] | undefined {
  if (visits.every(({ leastMs }) => leastMs === undefined)) return undefined;
  return visits.map(({ leastMs = 0 }) => leastMs);
}

/** The time that visits must have lost at least, added up, if their median would be within the limit without that loss. */
function timeOverMs(visitsMs: readonly number[], limitMs: number): number {
  const quickerHalf = visitsMs.toSorted((a, b) => a - b).slice(0, Math.ceil(visitsMs.length / 2));
  return sum(quickerHalf.map((ms) => Math.max(0, ms - limitMs)));
}
