import { performance } from 'node:perf_hooks';
import type { Cancel, Clock } from '../base/clock.ts';
import { schedulerWait } from './scheduler-wait.ts';

/** The own delay of a request that shows nothing about the target: the measurer may have caused how it ended. */
export const NO_EVIDENCE = Number.POSITIVE_INFINITY;

/**
 * A request that starts later than this by our own fault meets others that were held back with it. Its latency and its
 * failure may come from that crowd, so they are not evidence against the target. A shorter time holds back fewer than
 * ten requests, even of a hundred users.
 */
export const CROWDED_AFTER_MS = 100;

/** After a pause of the process as long as this, a connection that did not open in time shows nothing. */
const LATE_CONNECT_US = 100_000;

/**
 * Whether the measurer may have caused a timeout. Timers fire before sockets are read, so after a pause of the process the
 * timer of a request fires although its reply is there, and may have been there in time.
 *
 * @param ended `latencyUs` is undefined for a connection that did not open
 */
export function mayHideAnswer(
  ended: { readonly latencyUs: number | undefined; readonly ownDelayUs: number },
  timeoutMs: number,
): boolean {
  const { latencyUs, ownDelayUs } = ended;
  if (latencyUs === undefined) return ownDelayUs > LATE_CONNECT_US;
  return latencyUs - ownDelayUs < timeoutMs * 1000;
}

/** Where an {@link OwnDelay} gets its times from. Replaced in tests. */
export interface DelaySources {
  /** Total time that the event loop has spent waiting for events, in milliseconds. */
  idleMs(): number;
  /** Total time that this thread was ready to run and had no core, in milliseconds; undefined where nobody knows. */
  waitedMs: (() => number) | undefined;
}

/** How often the loop wakes up by itself once it is watched: see {@link OwnDelay.watch}. */
const BEAT_MS = 20;
/** A timer may be late by this much without any fault: it counts whole milliseconds and rounds them up. */
const TIMER_SLACK_MS = 3;
/** A process that is stopped for no longer than this, while its loop waits for events, may go unnoticed. */
export const UNSEEN_STOP_MS = BEAT_MS + TIMER_SLACK_MS;

/** Reading the scheduler's account costs about 1 µs, so it is read at most every 0.2 ms. */
const READ_EVERY_MS = 0.2;

/**
 * Bounds how much of a latency the measuring process caused by reading the reply late. What it caused by writing the
 * request slowly is added by whoever writes: the clock starts before the system call, and another process may take the
 * core until its end (docs/decisions/0006-the-measurer-is-watched.md).
 *
 * A reply that the event loop reads now was not there when the loop last began to wait for events, or it would have
 * been read then. So it came later, and since then the loop was delayed by exactly two things: by what it did itself
 * (other callbacks, garbage collections), and by the wait for a core after the kernel woke it up. `mark` returns the sum
 * of both. The true latency is at most the measured one, and at least the measured one minus this bound.
 *
 * A process that is stopped (SIGSTOP, a suspended container, a hypervisor that runs something else) does neither: it
 * seems to idle. `watch` notices it by a timer that is overdue, if it lasts longer than {@link UNSEEN_STOP_MS}.
 *
 * Time that the kernel takes to deliver a reply is not in the bound: it belongs to the network.
 * Call `mark` when a request is sent, too: a reply cannot have come before its request, and the more often the loop's idle time is
 * read, the tighter the bound.
 */
export class OwnDelay {
  readonly #sources: DelaySources;
  #lastMs: number;
  #idleMs: number;
  #busyMs = 0;
  #readAtMs: number;
  #waitedMs: number;
  /** Waiting for a core that belongs to the current stretch without idle time. */
  #waitMs = 0;
  /** When the loop has to wake up by itself at the latest. */
  #beatDueMs = Number.POSITIVE_INFINITY;

  constructor(nowMs = performance.now(), sources: DelaySources = thisThread()) {
    this.#sources = sources;
    this.#lastMs = nowMs;
    this.#readAtMs = nowMs;
    this.#idleMs = sources.idleMs();
    this.#waitedMs = sources.waitedMs?.() ?? 0;
  }

  /**
   * Wakes the loop up every 20 ms. If it does not wake up then, and neither work nor a wait for a core explains it, the
   * process was stopped, and everything since the last mark may be its delay.
   *
   * @param clock the one of the marks
   * @returns ends the watch: the timer would keep the process alive
   */
  watch(clock: Clock): Cancel {
    const beat = () => {
      const nowMs = clock.nowMs();
      this.mark(nowMs);
      this.#beatDueMs = nowMs + BEAT_MS;
    };
    beat();
    const cancel = clock.every(BEAT_MS, beat);
    return () => {
      cancel();
      this.#beatDueMs = Number.POSITIVE_INFINITY;
    };
  }

  /**
   * @param nowMs on the clock of `performance.now()`
   * @returns the bound for a reply that was read at this moment, in milliseconds
   */
  mark(nowMs: number): number {
    const idleMs = this.#sources.idleMs();
    const idledMs = idleMs - this.#idleMs;
    const activeMs = Math.max(0, nowMs - this.#lastMs - idledMs);
    const isSameStretch = idledMs === 0;
    const sinceLastMs = nowMs - this.#lastMs;
    this.#busyMs = isSameStretch ? this.#busyMs + activeMs : activeMs;
    this.#lastMs = nowMs;
    this.#idleMs = idleMs;
    const waitMs = this.#waitSinceLastRead(nowMs, idledMs);
    this.#waitMs = isSameStretch ? this.#waitMs + waitMs : waitMs;
    const boundMs = this.#busyMs + this.#waitMs;
    const wasStopped = nowMs - this.#beatDueMs > boundMs + TIMER_SLACK_MS;
    if (!wasStopped) return boundMs;
    this.#busyMs = Math.max(this.#busyMs, sinceLastMs);
    return this.#busyMs + this.#waitMs;
  }

  #waitSinceLastRead(nowMs: number, idledMs: number): number {
    const { waitedMs } = this.#sources;
    if (waitedMs === undefined) return 0;
    // Between two readings a wait for a core can only hide in idle time, and is at most as long.
    if (nowMs - this.#readAtMs < READ_EVERY_MS) return idledMs;
    const total = waitedMs();
    const waited = total - this.#waitedMs;
    this.#waitedMs = total;
    this.#readAtMs = nowMs;
    return waited;
  }
}

function thisThread(): DelaySources {
  const { nodeTiming } = performance;
  return { idleMs: () => nodeTiming.idleTime, waitedMs: schedulerWait() };
}
