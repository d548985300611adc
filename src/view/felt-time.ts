import { sum } from '../base/statistics/averages.ts';
import type { RoundRecord, StepRecord } from '../record/round-record.ts';

/**
 * The median of a step's warm visits, in milliseconds. Undefined for a step without any: what the record has in its place is the
 * time of the cold visit.
 */
export function warmMedianMs({
  visitsMs,
  medianMs,
}: Pick<StepRecord, 'visitsMs' | 'medianMs'>): number | undefined {
  return visitsMs.length > 0 ? medianMs : undefined;
}

/**
 * The whole journey as users felt it, in milliseconds: the sum of the medians of its steps. Undefined for a round in which no warm
 * visit came to its end.
 */
export function feltMs({ steps }: Pick<RoundRecord, 'steps'>): number | undefined {
  const medians = steps.flatMap((step) => warmMedianMs(step) ?? []);
  return steps.length > 0 && medians.length === steps.length ? sum(medians) : undefined;
}

/** What stands next to it, in milliseconds: the p95 of the traffic at that moment if it is known, otherwise that of the burst. */
export function backendMs({ traffic, burst }: Pick<RoundRecord, 'traffic' | 'burst'>): number | undefined {
  return traffic?.operationP95Ms ?? traffic?.p95Ms ?? burst?.p95Ms;
}
