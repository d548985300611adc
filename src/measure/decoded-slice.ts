import type { ArrivalSlice } from './arrival-counters.ts';
import type { OperationSlice, Slice, SocketSlice } from './slice.ts';
import { StoredHistogram } from './stored-histogram.ts';

/** {@link OperationSlice} with its histograms decoded. */
export interface DecodedOperation extends Omit<OperationSlice, 'successes' | 'failures'> {
  readonly successes?: StoredHistogram;
  readonly failures?: StoredHistogram;
}

/** {@link ArrivalSlice} with its histograms decoded. */
export interface DecodedArrivals extends Omit<ArrivalSlice, 'startLag' | 'ownLag'> {
  readonly startLag?: StoredHistogram;
  readonly ownLag?: StoredHistogram;
}

/** A slice as it is read from disk, its histograms decoded once for all sums that are made of them. */
export interface DecodedSlice extends Omit<Slice, 'operations' | 'sockets' | 'startLag' | 'arrivals'> {
  readonly operations: Readonly<Record<string, DecodedOperation>>;
  readonly sockets?: Omit<SocketSlice, 'measures'> & {
    readonly measures: Readonly<Record<string, DecodedOperation>>;
  };
  readonly startLag?: StoredHistogram;
  readonly arrivals?: DecodedArrivals;
}

/** Decodes the histograms of a slice. */
export function decodeSlice({ operations, sockets, startLag, arrivals, ...slice }: Slice): DecodedSlice {
  return {
    ...slice,
    operations: decodeOperations(operations),
    ...(sockets !== undefined && { sockets: { ...sockets, measures: decodeOperations(sockets.measures) } }),
    ...(startLag !== undefined && { startLag: StoredHistogram.decode(startLag) }),
    ...(arrivals !== undefined && { arrivals: decodeArrivals(arrivals) }),
  };
}

/** Decodes the histograms of operations, or of what was measured on sockets, by their ids. */
export function decodeOperations(
  operations: Readonly<Record<string, OperationSlice>>,
): Record<string, DecodedOperation> {
  return Object.fromEntries(
    Object.entries(operations).map(([id, { successes, failures, ...counts }]) => [
      id,
      {
        ...counts,
        ...(successes !== undefined && { successes: StoredHistogram.decode(successes) }),
        ...(failures !== undefined && { failures: StoredHistogram.decode(failures) }),
      },
    ]),
  );
}

function decodeArrivals({ startLag, ownLag, ...counts }: ArrivalSlice): DecodedArrivals {
  return {
    ...counts,
    ...(startLag !== undefined && { startLag: StoredHistogram.decode(startLag) }),
    ...(ownLag !== undefined && { ownLag: StoredHistogram.decode(ownLag) }),
  };
}
