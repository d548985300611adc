import { sum } from '../../src/base/statistics/averages.ts';
import type { DecodedSlice } from '../../src/measure/decoded-slice.ts';
import { operationOfRequest } from './operation-of-request.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** What a run says of its traffic. */
export interface RunToJoin {
  readonly slices: readonly DecodedSlice[];
  /** When the traffic began, on the wall clock. */
  readonly startedAtMs: number;
  /** What the trace ids of the traffic begin with. */
  readonly tracePrefix: string;
}

/** A request of the traffic, as the proxy saw it. */
export interface JoinedRequest {
  readonly operation: string;
  readonly latencyMs: number;
  /** The most that it can have been: the proxy may have read the request late. */
  readonly mostMs: number;
  readonly isSuccess: boolean;
}

/** The traffic's requests by the slice that has them in the run's own figures. */
export interface JoinedRequests {
  readonly bySlice: ReadonlyMap<DecodedSlice, readonly JoinedRequest[]>;
  /** Operations of which the proxy saw another number of successes than the run reports: one sentence each. */
  readonly mismatches: readonly string[];
  /** Successes more than the run reports that are no mismatch, since the run left as many requests unfinished. */
  readonly excused: number;
}

/**
 * Finds the slice of each request that the proxy recorded.
 *
 * The run assigns a request to a slice when it reads the reply, which is later than the proxy's end of it: by the
 * measurer's own delay, seconds if it was stopped. So a success is joined by its place and not by its time: if a slice
 * reports five successes of an operation, it has the next five that ended. Requests that the run left unfinished at its
 * end may have been answered by then: they are the last ones, and in no slice's figures. Where the numbers of a whole run
 * differ by more, and for failures, the time decides. An operation that the run reports and the proxy never saw differs, too.
 */
export function joinRequests(run: RunToJoin, recorded: readonly RecordedRequest[]): JoinedRequests {
  const bySlice = new Map<DecodedSlice, JoinedRequest[]>(run.slices.map((slice) => [slice, []]));
  const mismatches: string[] = [];
  let excused = 0;
  const traffic = recorded
    .filter(({ traceId }) => traceId.startsWith(run.tracePrefix))
    .sort((one, other) => one.endedMs - other.endedMs);
  const byOperation = Map.groupBy(traffic, ({ method, path }) => operationOfRequest(method, path));
  const reportedIds = new Set(run.slices.flatMap(({ operations }) => Object.keys(operations)));
  // Others are preparations, which are in no slice.
  for (const operation of reportedIds) {
    const requests = byOperation.get(operation) ?? [];
    const successes = requests.filter(isSuccess);
    const counts = run.slices.map(({ operations }) => operations[operation]?.outcomes.ok ?? 0);
    const reported = sum(counts);
    const unfinished = sum(
      run.slices.map(({ operations }) => operations[operation]?.outcomes.unfinished ?? 0),
    );
    const more = successes.length - reported;
    const isSame = more >= 0 && more <= unfinished;
    if (isSame) excused += more;
    else mismatches.push(`${operation}: ${successes.length} recorded, ${reported} reported`);
    const byPlace = placesOf(run.slices, counts);
    for (const [place, request] of successes.entries())
      add(bySlice, isSame ? byPlace[place] : sliceAt(run, request), operation, request);
    for (const request of requests) {
      if (!isSuccess(request)) add(bySlice, sliceAt(run, request), operation, request);
    }
  }
  return { bySlice, mismatches, excused };
}

function isSuccess({ status }: RecordedRequest): boolean {
  return status >= 200 && status < 300;
}

/** Each slice as often as it has successes. */
function placesOf(slices: readonly DecodedSlice[], counts: readonly number[]): DecodedSlice[] {
  return slices.flatMap((slice, index) => Array.from({ length: counts[index] ?? 0 }, () => slice));
}

function sliceAt({ slices, startedAtMs }: RunToJoin, { endedMs }: RecordedRequest): DecodedSlice | undefined {
  const atMs = endedMs - startedAtMs;
  return slices.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
}

function add(
  bySlice: ReadonlyMap<DecodedSlice, JoinedRequest[]>,
  slice: DecodedSlice | undefined,
  operation: string,
  request: RecordedRequest,
): void {
  if (slice === undefined) return;
  const latencyMs = request.endedMs - request.receivedMs;
  const mostMs = latencyMs + request.lateMs;
  bySlice.get(slice)?.push({ operation, latencyMs, mostMs, isSuccess: isSuccess(request) });
}
