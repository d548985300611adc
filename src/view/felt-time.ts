import type { RoundRecord } from '../record/round-record.ts';

/** The whole journey as users felt it, in milliseconds: the sum of the medians of its steps. */
export function feltMs({ steps }: Pick<RoundRecord, 'steps'>): number {
  return steps.reduce((sum, { medianMs }) => sum + medianMs, 0);
}

/** What stands next to it, in milliseconds: the p95 of the traffic at that moment if it is known, otherwise that of the burst. */
export function backendMs({ traffic, burst }: Pick<RoundRecord, 'traffic' | 'burst'>): number | undefined {
  return traffic?.operationP95Ms ?? traffic?.p95Ms ?? burst?.p95Ms;
}
