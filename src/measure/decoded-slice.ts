import type { ArrivalSlice } from './arrival-counters.ts';
import type { OperationSlice, Slice, SocketSlice } from './slice.ts';
import { StoredHistogram } from './stored-histogram.ts';

/** Some counts with the histograms next to them decoded. */
type Decoded<Counts, Histogram extends keyof Counts> = Omit<Counts, Histogram> & {
  readonly [Key in Histogram]?: StoredHistogram;
};

/** {@link OperationSlice} with its histograms decoded. */
export type DecodedOperation = Decoded<OperationSlice, 'successes' | 'least' | 'failures' | 'leastFailures'>;

/** A slice as it is read from disk, its histograms decoded once for all sums that are made of them. */
export interface DecodedSlice extends Omit<Slice, 'operations' | 'sockets' | 'startLag' | 'arrivals'> {
  readonly operations: Readonly<Record<string, DecodedOperation>>;
  readonly sockets?: Omit<SocketSlice, 'measures'> & {
    readonly measures: Readonly<Record<string, DecodedOperation>>;
  };
  readonly startLag?: StoredHistogram;
  readonly arrivals?: Decoded<ArrivalSlice, 'startLag' | 'ownLag' | 'givenUp' | 'waiting'>;
}

/** Decodes the histograms of a slice. */
export function decodeSlice({ operations, sockets, startLag, arrivals, ...slice }: Slice): DecodedSlice {
  return {
    ...slice,
    operations: decodeOperations(operations),
    ...(sockets !== undefined && { sockets: { ...sockets, measures: decodeOperations(sockets.measures) } }),
    ...decoded({ startLag }),
    ...(arrivals !== undefined && { arrivals: decodeArrivals(arrivals) }),
  };
}

/** Decodes the histograms of operations, or of what was measured on sockets, by their ids. */
export function decodeOperations(
  operations: Readonly<Record<string, OperationSlice>>,
): Record<string, DecodedOperation> {
  return Object.fromEntries(
    Object.entries(operations).map(([id, { successes, least, failures, leastFailures, ...counts }]) => [
      id,
      { ...counts, ...decoded({ successes, least, failures, leastFailures }) },
    ]),
  );
}

function decodeArrivals({
  startLag,
  ownLag,
  givenUp,
  waiting,
  ...counts
}: ArrivalSlice): DecodedSlice['arrivals'] & object {
  return { ...counts, ...decoded({ startLag, ownLag, givenUp, waiting }) };
}

function decoded<Key extends string>(
  encoded: Readonly<Record<Key, string | undefined>>,
): { readonly [Each in Key]?: StoredHistogram } {
  const entries = Object.entries<string | undefined>(encoded);
  return Object.fromEntries(
    entries.flatMap(([key, text]) => (text === undefined ? [] : [[key, StoredHistogram.decode(text)]])),
  ) as { readonly [Each in Key]?: StoredHistogram };
}
