/**
 * Waits of one thread that ended between two readings of its account. Where exactly they were is not known; the first of
 * them may have begun before the first reading.
 */
export interface FoundWaits {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** How long they took together. */
  readonly waitedMs: number;
}

/** A moment on the clock until another; in milliseconds. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The longest time within a stretch in which at least one thread may have been in a wait that ended in it, for all that the
 * readings say: an upper bound on the length of the union of these waits.
 *
 * Each moment of the union is given to one of the threads that waited then. That is a schedule of one machine, on which each
 * wait is a job with a release date, a deadline and a length, so the most that such a machine can do is a bound. Backwards in
 * time, the job that has to begin last goes first; this order (earliest deadline first, Jackson 1955, turned round) leaves the machine
 * idle only when nothing is left to do.
 */
export function mostCoveredMs(waits: readonly FoundWaits[], { fromMs, toMs }: Stretch): number {
  const waiting = waits
    .filter(({ sinceMs, untilMs }) => sinceMs < toMs && untilMs > fromMs)
    .toSorted((a, b) => a.untilMs - b.untilMs);
  const open: { earliestMs: number; leftMs: number }[] = [];
  let coveredMs = 0;
  let atMs = toMs;
  while (atMs > fromMs) {
    for (let next = waiting.at(-1); next !== undefined && next.untilMs >= atMs; next = waiting.at(-1)) {
      insert(open, { earliestMs: next.sinceMs - next.waitedMs, leftMs: next.waitedMs });
      waiting.pop();
    }
    const nextMs = Math.max(fromMs, waiting.at(-1)?.untilMs ?? fromMs);
    const job = open.at(-1);
    if (job === undefined) {
      atMs = nextMs;
      continue;
    }
    const servedMs = Math.max(0, Math.min(job.leftMs, atMs - Math.max(nextMs, job.earliestMs)));
    coveredMs += servedMs;
    job.leftMs -= servedMs;
    atMs -= servedMs;
    if (job.leftMs <= 0 || job.earliestMs >= atMs) open.pop();
  }
  return coveredMs;
}

/** Keeps the list in the order of the earliest moment, so that the last one is the most urgent. */
function insert(open: { earliestMs: number; leftMs: number }[], job: { earliestMs: number; leftMs: number }) {
  const index = open.findLastIndex(({ earliestMs }) => earliestMs <= job.earliestMs);
  open.splice(index + 1, 0, job);
}
