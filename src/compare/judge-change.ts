import { type Candidate, isBounded, type LogDifference } from './candidate.ts';
import type { ComparedVerdict, ComparisonRow } from './comparison.ts';
import { type Movement, runToRunVariance } from './run-to-run.ts';

/** A change that would be found nine times in ten lies this many standard errors beyond the interval's half width. */
const NINE_IN_TEN = 1.2816;

/**
 * Says of one figure whether it changed between two runs.
 *
 * @param difference with its interval as the two runs show it
 * @param others how the same figure of the others moved; undefined when they are too few to tell
 * @param z quantile of the normal distribution that the interval's confidence stands for
 */
export function judgeChange(
  candidate: Candidate,
  difference: LogDifference,
  others: Movement | undefined,
  z: number,
): ComparisonRow {
  const { kind, subject, statistic, baseMs, otherMs, baseSamples, otherSamples } = candidate;
  const runToRun = z * Math.sqrt(runToRunVariance(candidate, others));
  const below = Math.hypot(difference.below, runToRun);
  const above = Math.hypot(difference.above, runToRun);
  const sharedError = z * (others?.error ?? 0);
  const own = {
    log: difference.log - (others?.log ?? 0),
    below: Math.hypot(below, sharedError),
    above: Math.hypot(above, sharedError),
  };
  const raw = { log: difference.log, below, above };
  const figures = { kind, subject, statistic, baseMs, otherMs, baseSamples, otherSamples };
  if (!isBounded(difference))
    return {
      ...figures,
      change: Math.expm1(difference.log),
      interval: {},
      verdict: 'not distinguishable',
      reason: 'too few samples or slices to bound it',
    };
  const verdict = sideOf(raw) === sideOf(own) ? sideOf(raw) : 'not distinguishable';
  const reach = own.below * (1 + NINE_IN_TEN / z);
  return {
    ...figures,
    change: Math.expm1(difference.log),
    interval: { lower: Math.expm1(difference.log - below), upper: Math.expm1(difference.log + above) },
    verdict,
    ...(verdict !== sideOf(raw) && { reason: 'it moved with all the others' }),
    smallestVisible: Math.expm1(reach),
  };
}

/** On which side of zero the whole interval lies. */
function sideOf({ log, below, above }: LogDifference): ComparedVerdict {
  if (log - below > 0) return 'regressed';
  return log + above < 0 ? 'improved' : 'not distinguishable';
}
