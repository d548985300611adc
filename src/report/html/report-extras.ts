import type { Slice } from '../../measure/slice.ts';
import type { RunFacts } from '../allure-environment.ts';
import { curvesOfSlices, type PercentileCurve } from './percentile-curve.ts';

/** What the report shows beside the record. */
export interface ReportExtras {
  /** By operation of the traffic; those without are not offered for a click. */
  readonly curves: ReadonlyMap<string, PercentileCurve>;
  /** Left out where they are not known any more. */
  readonly facts?: RunFacts;
}

/**
 * The extras of a run.
 *
 * @param slices as its folder keeps them, with their histograms
 */
export function reportExtras(slices: readonly Slice[], facts?: RunFacts): ReportExtras {
  return { curves: curvesOfSlices(slices), ...(facts !== undefined && { facts }) };
}
