import { median } from '../base/statistics/averages.ts';
import type { SliceRecord } from '../record/run-record.ts';
import { isWhole } from './whole-slices.ts';

/** If the slowest slice is this many times the median, a linear axis would flatten everything else. */
const LOGARITHMIC_FROM = 40;
/** A limit further above the highest figure than this would press the lines flat. */
const NEAR = { linear: 2.5, logarithmic: 12 };

/** How the latency over time is drawn. */
export interface LatencyAxis {
  readonly isLogarithmic: boolean;
  /** Whether the limit is near enough to be drawn; false without one. */
  readonly isLimitNear: boolean;
}

/** @param limitMs that of the scenario for its p95, where there is one */
export function latencyAxis(slices: readonly SliceRecord[], limitMs: number | undefined): LatencyAxis {
  const values = (key: 'p50Ms' | 'p99Ms') =>
    slices.filter(isWhole).flatMap(({ latency }) => latency[key] ?? []);
  const highestMs = Math.max(0, ...values('p99Ms'));
  const isLogarithmic = highestMs > LOGARITHMIC_FROM * (median(values('p50Ms')) ?? Infinity);
  const most = isLogarithmic ? NEAR.logarithmic : NEAR.linear;
  return { isLogarithmic, isLimitNear: limitMs !== undefined && limitMs < highestMs * most };
}
