import { isPercentileMeasured } from '../base/statistics/quantiles.ts';
import { percentileOf, type Verdict } from '../verdict/verdict.ts';

const PERCENTILES: Readonly<Record<string, number>> = { p50Ms: 50, p95Ms: 95, p99Ms: 99 };

/**
 * A part of a record of version 2 without the percentiles that its samples did not measure: that version wrote the
 * largest of 12 samples as their p99. Percentiles belong to the samples, or the successes of a burst, next to them.
 */
export function measuredOnly<T>(part: T): T {
  return withoutUnmeasured(part) as T;
}

function withoutUnmeasured(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnmeasured);
  if (typeof value !== 'object' || value === null) return value;
  const samples = samplesOf(value);
  const kept = Object.entries(value).filter(([key]) => {
    const percentile = PERCENTILES[key];
    return percentile === undefined || samples === undefined || isPercentileMeasured(percentile, samples);
  });
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutUnmeasured(each)]));
}

function samplesOf(value: object): number | undefined {
  if ('samples' in value && typeof value.samples === 'number') return value.samples;
  if (!('successes' in value && 'outcomes' in value)) return undefined;
  const { ok } = value.outcomes as { readonly ok?: number };
  return ok ?? 0;
}

/** A verdict of version 2 whose figure, if it was not measured, is left out or becomes its lower bound. */
export function measuredVerdict(verdict: Verdict): Verdict {
  if (verdict.kind === 'pass' || verdict.kind === 'not offered') return verdict;
  const percentile = percentileOf(verdict.statistic);
  if (percentile === undefined || isPercentileMeasured(percentile, verdict.samples)) return verdict;
  if (verdict.kind === 'fail') {
    const { lower } = verdict.interval;
    return lower === undefined ? verdict : { ...verdict, figure: lower, isAtLeast: true };
  }
  const { figure: _, ...without } = verdict;
  return without;
}
