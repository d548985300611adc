import type { MeasuredStep } from '../../fixtures/visits/journey-visit.ts';
import type { StepRecord } from '../../src/record/round-record.ts';
import { medianInterval } from '../../src/verdict/median-interval.ts';

/**
 * What is kept of the visits of a round, step by step. The first visit is the cold one: it filled the cache. Requests,
 * parts and vitals are those of the warm visit that is the median one; of two in the middle the faster.
 */
export function stepRecords(visits: readonly (readonly MeasuredStep[])[]): StepRecord[] {
  const [cold = [], ...warm] = visits;
  return cold.map(({ step, ms: coldMs }) => {
    const measured = warm.flatMap((visit) => visit.filter((each) => each.step === step));
    const ordered = measured.toSorted((a, b) => a.ms - b.ms);
    const middle = ordered[Math.floor((ordered.length - 1) / 2)];
    return {
      step,
      coldMs,
      visitsMs: measured.map(({ ms }) => ms),
      medianMs: medianInterval(measured.map(({ ms }) => ms))?.median ?? coldMs,
      requests: middle?.timing?.requests ?? [],
      ...(middle?.parts !== undefined && { parts: middle.parts }),
      ...(middle?.vitals !== undefined && { vitals: middle.vitals }),
    };
  });
}
