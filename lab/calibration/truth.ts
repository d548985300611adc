import type { ArrivalSchedule } from '../../src/traffic/arrivals/arrival-schedule.ts';
import type { Blackout, TruthLog } from '../known-target/behaviour.ts';
import { exactPercentile } from '../shared/exact-percentile.ts';
import type { RequestEntry } from '../shared/request-log.ts';
import { type Figures, PERCENTILES, type Percentile } from './subjects/measured.ts';

/** What a tool should report. */
export interface Truth {
  readonly figures: Figures;
  readonly ended: number;
  readonly failed: number;
}

/**
 * The truth of a closed model: the time that the target took for each request, on its own clock. The target reads a
 * request that arrives while it stands still only afterwards, so that wait is not in the log. There is at most one such
 * request per connection, too few to reach the p99.
 */
export function closedTruth(log: TruthLog): Truth {
  return truthOf(log, ({ receivedMs, endedMs }) => endedMs - receivedMs);
}

/**
 * The truth of an open model: outside of blackouts the time that the target took, on its own clock; for a request that
 * was due in a blackout, the time from when it was due until the target had answered.
 *
 * @param beganMs when the first arrival was due, on the clock of the log
 */
export function openTruth(log: TruthLog, schedule: ArrivalSchedule, beganMs: number): Truth {
  const dueByNumber = new Map<number, number>();
  const inOrder = [...log.entries].sort((a, b) => a.number - b.number);
  for (const { number } of inOrder) dueByNumber.set(number, beganMs + (schedule.next() ?? Number.NaN));
  refuseWrongOrder(inOrder, dueByNumber, log.blackouts);
  return truthOf(log, ({ number, receivedMs, endedMs }) => {
    const dueMs = dueByNumber.get(number) ?? Number.NaN;
    return endedMs - (isWithin(log.blackouts, dueMs) ? dueMs : receivedMs);
  });
}

function isWithin(blackouts: readonly Blackout[], atMs: number): boolean {
  return blackouts.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
}

/** The truth is wrong unless requests carry their numbers in the order in which they were sent. */
function refuseWrongOrder(
  entries: readonly RequestEntry[],
  dueByNumber: ReadonlyMap<number, number>,
  blackouts: readonly Blackout[],
): void {
  const early = entries.filter(({ number, receivedMs }) => {
    const dueMs = dueByNumber.get(number) ?? Number.NaN;
    return !isWithin(blackouts, dueMs) && !(receivedMs >= dueMs);
  });
  if (early.length === 0) return;
  throw new Error(
    `calibration: ${early.length} of ${entries.length} requests came before they were due, expected none; the order ` +
      'of the requests does not match the schedule.',
  );
}

function truthOf({ entries }: TruthLog, latencyMs: (entry: RequestEntry) => number): Truth {
  const successes = entries.filter(({ ok }) => ok).map(latencyMs);
  successes.sort((a, b) => a - b);
  return {
    figures: exactFigures(successes),
    ended: entries.length,
    failed: entries.length - successes.length,
  };
}

function exactFigures(sortedMs: readonly number[]): Figures {
  const figures: Partial<Record<Percentile, number>> = {};
  for (const percentile of PERCENTILES) {
    const value = exactPercentile(sortedMs, percentile);
    if (value !== undefined) figures[percentile] = value;
  }
  return figures;
}
