import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { figuresByOperation, figuresOverall } from '../measure/operation-figures.ts';
import type { RoundWindow } from '../measure/start-lag.ts';
import type { RoundTraffic } from '../record/round-record.ts';

/**
 * The traffic of a round's moment: all slices that its window touches. They are ten seconds long, so the moment is only
 * known to ten seconds.
 *
 * @param operation the one behind the round's journey
 * @returns undefined when no slice is of that moment
 */
export function roundTraffic(
  slices: readonly DecodedSlice[],
  { fromMs, toMs }: RoundWindow,
  operation: string | undefined,
): RoundTraffic | undefined {
  const during = slices.filter((slice) => slice.fromMs < toMs && slice.toMs > fromMs);
  const elapsedMs = during.reduce((sum, slice) => sum + slice.toMs - slice.fromMs, 0);
  if (elapsedMs === 0) return undefined;
  const { sent, unfinished, all } = figuresOverall(during);
  const p95Us = all.percentileUs(95);
  const own = operation === undefined ? undefined : figuresByOperation(during).get(operation);
  const ownP95Us = own?.successes.percentileUs(95);
  return {
    requestsPerSecond: ((sent - unfinished) / elapsedMs) * 1000,
    ...(p95Us !== undefined && { p95Ms: p95Us / 1000 }),
    ...(ownP95Us !== undefined && { operationP95Ms: ownP95Us / 1000 }),
  };
}
