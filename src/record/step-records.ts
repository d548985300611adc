import type { BlockingScript } from '../measure/page/blocking-scripts.ts';
import type { StepParts, StepVitals } from '../measure/page/step-parts.ts';
import type { StepTiming } from '../measure/page/step-timing.ts';
import { leastTimes } from '../verdict/judge-step.ts';
import { medianInterval } from '../verdict/median-interval.ts';
import type { StepRecord } from './round-record.ts';

/** One step of a visit, in the words of `thresholds/journeys.json`. */
export interface MeasuredStep {
  readonly step: string;
  readonly ms: number;
  /**
   * The step's time less that in which the browser may have waited for a core on its behalf, see `ChainWait`: with a core
   * for each thread it would not have been shorter. Left out where the system keeps no account of it.
   */
  readonly leastMs?: number;
  /** Known once the visit has ended, like the parts, the vitals and the scripts: the page reports them when it is hidden. */
  readonly timing?: StepTiming;
  readonly parts?: StepParts;
  readonly vitals?: StepVitals;
  readonly blockedBy?: readonly BlockingScript[];
  readonly traceId?: string;
}

/**
 * What the record of a round keeps of its visits, step by step. The first visit is the cold one: it filled the cache.
 * Requests, parts, vitals and scripts are those of the median warm visit; of two in the middle, the faster.
 */
export function stepRecords(visits: readonly (readonly MeasuredStep[])[]): StepRecord[] {
  const [cold = [], ...warm] = visits;
  return cold.map(({ step, ms: coldMs }) => {
    const measured = warm.flatMap((visit) => visit.filter((each) => each.step === step));
    const leastVisitsMs = leastTimes(measured);
    const ordered = measured.toSorted((a, b) => a.ms - b.ms);
    const middle = ordered[Math.floor((ordered.length - 1) / 2)];
    return {
      step,
      coldMs,
      visitsMs: measured.map(({ ms }) => ms),
      ...(leastVisitsMs !== undefined && { leastVisitsMs }),
      medianMs: medianInterval(measured.map(({ ms }) => ms))?.median ?? coldMs,
      requests: middle?.timing?.requests ?? [],
      ...(middle?.parts !== undefined && { parts: middle.parts }),
      ...(middle?.vitals !== undefined && { vitals: middle.vitals }),
      ...(middle?.blockedBy !== undefined && { blockedBy: middle.blockedBy }),
      ...(middle?.traceId !== undefined && { traceId: middle.traceId }),
    };
  });
}
