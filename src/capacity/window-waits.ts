import { counted, formatFigure } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { OperationFigures } from '../measure/operation-figures.ts';
import { hangingMs } from '../verdict/judge-percentile.ts';
import { scenarioRow, type Thresholds } from '../verdict/thresholds/thresholds.ts';

/**
 * The slices of a window, with what was under way when it ended among their requests without an end: each has waited for so long,
 * and its end is in a later slice. Slices of versions that did not measure it stay as they are.
 */
export function withWaits(window: readonly DecodedSlice[]): readonly DecodedSlice[] {
  const last = window.at(-1);
  if (last?.underWayMs === undefined) return window;
  const waiting = Object.entries(last.underWayMs).map(([id, waits]) => {
    const ended = last.operations[id] ?? { outcomes: {}, bytesReceived: 0 };
    return [id, { ...ended, waitedMs: [...(ended.waitedMs ?? []), ...waits] }] as const;
  });
  return [
    ...window.slice(0, -1),
    { ...last, operations: { ...last.operations, ...Object.fromEntries(waiting) } },
  ];
}

/**
 * By how many a second the requests without an answer grew in number from the beginning of a window to its end, those that wait for
 * a virtual user among them. Counted from what began and ended: how long a request has waited for certain depends on pauses of
 * the generator. The throughput would not tell either: what socket users send is in it, and not in the load.
 *
 * @returns undefined for slices of versions that did not count what began
 */
export function growthPerSecond(window: readonly DecodedSlice[]): number | undefined {
  const [first, last] = [window[0], window.at(-1)];
  if (first === undefined || last === undefined || last.toMs <= first.fromMs) return undefined;
  if (window.some(({ begun }) => begun === undefined)) return undefined;
  return (sum(window.map(growthIn)) / (last.toMs - first.fromMs)) * 1000;
}

/** How many requests more were without an answer at the end of a slice than at its beginning. */
function growthIn({ begun = 0, operations, arrivals }: DecodedSlice): number {
  const ended = sum(Object.values(operations).flatMap(({ outcomes }) => Object.values(outcomes)));
  const { offered, sent, notSent } = arrivals ?? { offered: 0, sent: 0, notSent: 0 };
  return begun - ended + offered - sent - notSent;
}

/** `30 arrivals waited for a virtual user when it ended, the longest for 2,000 ms` */
export function keptWords(waitedMs: readonly number[]): string {
  const longest = formatFigure(Math.max(...waitedMs), 'ms');
  return `${counted(waitedMs.length, 'arrival')} waited for a virtual user when it ended, ${waitedMs.length === 1 ? '' : 'the longest '}for ${longest}`;
}

/**
 * How long the requests have waited that hang, in milliseconds: longer than the tables allow, and twice as long as the
 * successes of their operation take. The failures of a target that hangs take long, too, and excuse nothing.
 */
export function hangingIn(
  figures: ReadonlyMap<string, OperationFigures>,
  scenario: string,
  thresholds: Thresholds,
): readonly number[] {
  const { operations, global } = thresholds;
  const leastMs = Math.max(scenarioRow(thresholds, scenario).p95Ms, global.baseline.p99Ms);
  return [...figures].flatMap(([id, { waitedMs, successes }]) =>
    hangingMs(waitedMs, Math.max(leastMs, operations.get(id)?.baseline.p99Ms ?? 0), successes),
  );
}

/** `83 requests had no answer when it ended, the longest for 20,000 ms`. */
export function hangingWords(waitedMs: readonly number[]): string {
  const longest = formatFigure(Math.max(...waitedMs), 'ms');
  return `${counted(waitedMs.length, 'request')} had no answer when it ended, ${waitedMs.length === 1 ? '' : 'the longest '}for ${longest}`;
}
