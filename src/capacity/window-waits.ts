import { counted, formatFigure } from '../base/format.ts';
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
 * a virtual user among them. The throughput would not tell: what socket users send is in it, and not in the load.
 *
 * @param before the slice before the window
 */
export function growthPerSecond(before: DecodedSlice | undefined, window: readonly DecodedSlice[]): number {
  const [first, last] = [window[0], window.at(-1)];
  if (first === undefined || last === undefined || last.toMs <= first.fromMs) return 0;
  return ((queueAtEnd(last) - queueAtEnd(before)) / (last.toMs - first.fromMs)) * 1000;
}

function queueAtEnd(slice: DecodedSlice | undefined): number {
  const { underWayMs = {}, arrivals } = slice ?? {};
  return Object.values(underWayMs).flat().length + (arrivals?.waiting?.count ?? 0);
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
