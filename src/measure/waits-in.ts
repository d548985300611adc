import type { DecodedOperation, DecodedSlice } from './decoded-slice.ts';
import type { Slice } from './slice.ts';

/**
 * Slices without the waits for an answer that lay outside of the judged slices from their beginning to the end of the run: a limit
 * that leaves rounds or ramps out also leaves out who waited in these only. Other waits keep their whole length, as the latency of an answer
 * does.
 *
 * @param judged the slices that the limit is held against
 */
export function waitsIn(
  slices: readonly DecodedSlice[],
  judged: readonly Pick<Slice, 'fromMs' | 'toMs'>[],
): DecodedSlice[] {
  return slices.map((slice) => {
    const touches = (ms: number) =>
      judged.some(({ fromMs, toMs }) => fromMs < slice.toMs && toMs > slice.toMs - ms);
    const { operations, sockets } = slice;
    return {
      ...slice,
      operations: withWaits(operations, touches),
      ...(sockets !== undefined && {
        sockets: { ...sockets, measures: withWaits(sockets.measures, touches) },
      }),
    };
  });
}

function withWaits(
  operations: Readonly<Record<string, DecodedOperation>>,
  isKept: (ms: number) => boolean,
): Record<string, DecodedOperation> {
  return Object.fromEntries(
    Object.entries(operations).map(([id, { waitedMs, ...counts }]) => [
      id,
      { ...counts, ...(waitedMs !== undefined && { waitedMs: waitedMs.filter(isKept) }) },
    ]),
  );
}
