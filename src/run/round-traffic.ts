import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { figuresByOperation, figuresOverall } from '../measure/operation-figures.ts';
import type { SliceRound } from '../measure/slice.ts';
import { latencyFigures } from '../record/latency-figures.ts';
import type { RoundTraffic } from '../record/round-record.ts';

/**
 * The traffic while a round visited its pages; its burst is left out.
 *
 * @param operation the one behind the round's journey
 * @returns undefined when there was none
 */
export function roundTraffic(
  slices: readonly DecodedSlice[],
  { journey, number }: Pick<SliceRound, 'journey' | 'number'>,
  operation: string | undefined,
): RoundTraffic | undefined {
  const during = slices.filter(
    ({ round }) => round?.kind === 'visits' && round.journey === journey && round.number === number,
  );
  const elapsedMs = during.reduce((sum, slice) => sum + slice.toMs - slice.fromMs, 0);
  if (elapsedMs === 0) return undefined;
  const { sent, unfinished, all, isBounded, allLeast } = figuresOverall(during);
  const { p95Ms, p95LeastMs } = latencyFigures(all, isBounded ? allLeast : undefined);
  const own = operation === undefined ? undefined : figuresByOperation(during).get(operation);
  const ofOwn = own && latencyFigures(own.successes, own.isBounded ? own.least : undefined);
  return {
    requestsPerSecond: ((sent - unfinished) / elapsedMs) * 1000,
    ...(p95Ms !== undefined && { p95Ms }),
    ...(p95LeastMs !== undefined && { p95LeastMs }),
    ...(ofOwn?.p95Ms !== undefined && { operationP95Ms: ofOwn.p95Ms }),
    ...(ofOwn?.p95LeastMs !== undefined && { operationP95LeastMs: ofOwn.p95LeastMs }),
  };
}
