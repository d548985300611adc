import { sum } from '../base/statistics/averages.ts';
import type { DecodedOperation, DecodedSlice } from './decoded-slice.ts';
import { type FailureNotes, sumFailureNotes } from './failure-notes.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';

/** Everything measured of one operation (or of all of them together) over some slices. */
export interface OperationFigures extends FailureNotes {
  /** ok + failed + unfinished. */
  readonly sent: number;
  readonly ok: number;
  /** Ended, but not as `ok`: timeouts and 429 included. */
  readonly failed: number;
  /**
   * Neither a success nor a failure of the target: still under way when the run was over, {@link waitedMs} says for how
   * long, or not sent because of a fault of the measuring machine (`own_fault`).
   */
  readonly unfinished: number;
  /** Of the failed, those that the measurer itself may have caused. */
  readonly ownFailures: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly successes: LatencyHistogram;
  /** Whether it is known of all latencies what the measurer itself may have added; older versions did not measure it. */
  readonly isBounded: boolean;
  /** The successes, each less what the measurer itself may have added; as the successes where that is unknown. */
  readonly least: LatencyHistogram;
  /** Successes and failures together, so that quick failures can't flatter and slow ones can't hide. */
  readonly all: LatencyHistogram;
  /** As `least`, of successes and failures together. */
  readonly allLeast: LatencyHistogram;
  readonly bytesReceived: number;
  /** Requests that were sent a second time: the server had closed their reused connection. They count once elsewhere. */
  readonly repeated: number;
  /** How long each unfinished request had waited, as far as it is known: a lower bound of its latency. */
  readonly waitedMs: readonly number[];
}

/** Sums up operation slices. */
export function sumOperation(parts: Iterable<DecodedOperation>): OperationFigures {
  const [successes, least] = [new LatencyHistogram(), new LatencyHistogram()];
  const [all, allLeast] = [new LatencyHistogram(), new LatencyHistogram()];
  let bytesReceived = 0;
  let repeated = 0;
  let ownFailures = 0;
  let isBounded = true;
  const waitedMs: number[] = [];
  const counted = [...parts];
  const outcomes = sumOutcomes(counted);
  for (const part of counted) {
    bytesReceived += part.bytesReceived;
    repeated += part.repeated ?? 0;
    ownFailures += part.ownFailures ?? 0;
    isBounded &&= hasBound(part);
    waitedMs.push(...(part.waitedMs ?? []));
    part.successes?.addTo(successes);
    (part.least ?? part.successes)?.addTo(least);
    part.failures?.addTo(all);
    (part.leastFailures ?? part.failures)?.addTo(allLeast);
  }
  all.add(successes);
  allLeast.add(least);
  const sent = sum(Object.values(outcomes));
  const ok = outcomes.ok ?? 0;
  const unfinished = (outcomes.unfinished ?? 0) + (outcomes.own_fault ?? 0);
  const failed = sent - ok - unfinished;
  const counts = {
    sent,
    ok,
    failed,
    unfinished,
    ownFailures,
    outcomes,
    repeated,
    ...sumFailureNotes(counted),
  };
  return { ...counts, isBounded, successes, least, all, allLeast, bytesReceived, waitedMs };
}

/** How many requests had each outcome. Outcomes that did not happen are left out. */
export function sumOutcomes(
  parts: readonly Pick<DecodedOperation, 'outcomes'>[],
): OperationFigures['outcomes'] {
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const outcome of OUTCOMES) {
    const count = sum(parts.map((part) => part.outcomes[outcome] ?? 0));
    if (count > 0) outcomes[outcome] = count;
  }
  return outcomes;
}

function hasBound({ successes, least, failures, leastFailures }: DecodedOperation): boolean {
  return (
    (successes === undefined || least !== undefined) &&
    (failures === undefined || leastFailures !== undefined)
  );
}

/** The figures of each operation, and of each measure on sockets, over the slices, in the order of their ids. */
export function figuresByOperation(slices: readonly DecodedSlice[]): Map<string, OperationFigures> {
  const parts = slices.flatMap((slice) =>
    Object.entries({ ...slice.operations, ...slice.sockets?.measures }),
  );
  const byId = [...Map.groupBy(parts, ([id]) => id)].sort(([a], [b]) => a.localeCompare(b));
  return new Map(byId.map(([id, list]) => [id, sumOperation(list.map(([, part]) => part))]));
}

/** The figures of all operations together. Sockets are left out: an event on a socket is not a request. */
export function figuresOverall(slices: readonly DecodedSlice[]): OperationFigures {
  return sumOperation(slices.flatMap((slice) => Object.values(slice.operations)));
}
