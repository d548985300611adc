import type { Stretch } from './page-timeline.ts';

/** A request that a step waited for. */
export interface WaitedFor<R> extends Stretch {
  readonly request: R;
}

interface Way<R> extends WaitedFor<R> {
  readonly coveredMs: number;
  readonly before: Way<R> | undefined;
}

/** A page does something with an answer soon after it came, unless its main thread is long at work. */
const SOON_MS = 50;

/**
 * The requests that a step waited for, one after the other: each began when the one before it had ended, for a request
 * can't have been brought about by one that was still on. It is found backwards from the step's last change. What led
 * there ended last before it, or up to 50 ms before that, as anything in the background may end in between; of these
 * the one counts whose way back covers the most time. So requests side by side count once, by the longest, and a
 * request that a timer sent is preceded by the timer and not by whatever happened to run at the time.
 *
 * @returns what was waited for in turn within `fromMs` and `untilMs`, latest first
 */
export function criticalWay<R extends { startMs: number; durationMs: number }>(
  requests: readonly R[],
  fromMs: number,
  untilMs: number,
): WaitedFor<R>[] {
  const byEnd: Way<R>[] = [];
  const leadingTo = (atMs: number): Way<R> | undefined => {
    const ended = byEnd.filter(({ endMs }) => endMs <= atMs);
    const lastMs = ended.at(-1)?.endMs ?? 0;
    return ended
      .filter(({ endMs }) => endMs >= lastMs - SOON_MS)
      .reduce<Way<R> | undefined>(
        (best, each) => (best !== undefined && best.coveredMs >= each.coveredMs ? best : each),
        undefined,
      );
  };
  const stretches = requests
    .map((request) => ({
      request,
      startMs: Math.max(request.startMs, fromMs),
      endMs: request.startMs + request.durationMs,
    }))
    .filter(({ startMs, endMs }) => endMs > startMs && endMs <= untilMs)
    .sort((a, b) => a.endMs - b.endMs);
  for (const stretch of stretches) {
    const before = leadingTo(stretch.startMs);
    const coveredMs = stretch.endMs - stretch.startMs + (before?.coveredMs ?? 0);
    byEnd.push({ ...stretch, coveredMs, before });
  }
  const way: WaitedFor<R>[] = [];
  for (let at = leadingTo(untilMs); at !== undefined; at = at.before)
    way.push({ request: at.request, startMs: at.startMs, endMs: at.endMs });
  return way;
}
