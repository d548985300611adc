import { atMost, type Clock } from '../base/clock.ts';
import type { Outcome } from '../measure/outcome.ts';
import { CROWDED_AFTER_MS, mayHideAnswer, NO_EVIDENCE, type OwnDelay } from '../measure/own-delay.ts';
import { readsFirst } from '../measure/reads-first.ts';
import { checkReply } from '../target/http/check-reply.ts';
import type { Connection } from '../target/http/connection.ts';
import type { Exchange } from '../target/http/exchange.ts';
import { refusedLimit, retryAfterSeconds } from '../target/http/rate-limit-headers.ts';
import { ANSWER_TIMEOUT_MS } from '../target/http/reply-limits.ts';
import type { BurstRequest } from './burst-request.ts';
import type { BurstRecorder, BurstResult } from './burst-result.ts';

export interface PacedSenderOptions {
  readonly clock: Clock;
  readonly ownDelay: OwnDelay;
  /** Nothing more is sent once it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** What of a paced burst had no end when it was over. */
export interface PacedEnd extends Pick<BurstResult, 'waitedMs'> {
  /** Requests that were under way. */
  readonly unanswered: number;
  /** Requests that were due and not sent. */
  readonly notSent: number;
}

/** A request under way. */
interface Sent {
  readonly connection: Connection;
  readonly intendedMs: number;
  /** Since when its connection could have sent it, had we not delayed it. The first request waits for nobody but us. */
  readonly dueMs: number;
  /** When its connection got it, which may have to be opened first. */
  readonly sentMs: number;
}

/** Sends each request that is due on a connection that is free, or as soon as one is, and records how it ended. */
export class PacedSender {
  readonly #request: BurstRequest;
  readonly #recorder: BurstRecorder;
  readonly #options: PacedSenderOptions;
  readonly #free: Connection[];
  readonly #headers: string[];
  /** When those requests were due that wait for a connection. */
  readonly #waiting: number[] = [];
  readonly #sent = new Set<Sent>();
  readonly #work = new Set<Promise<void>>();
  readonly #troubles: unknown[] = [];
  #isUsedUp = false;
  #isTimeUp = false;
  #isCut = false;

  /** @param connections opened */
  constructor(
    request: BurstRequest,
    recorder: BurstRecorder,
    connections: readonly Connection[],
    options: PacedSenderOptions,
  ) {
    this.#request = request;
    this.#recorder = recorder;
    this.#free = [...connections];
    this.#options = options;
    this.#headers = Object.entries(request.headers).flat();
  }

  /** Whether it sends nothing more. */
  get isOver(): boolean {
    const { signal } = this.#options;
    return this.#isUsedUp || this.#isTimeUp || signal?.aborted === true || this.#troubles.length > 0;
  }

  /** Whether its signal keeps it from sending, and not that nothing is left to send. */
  get isStopped(): boolean {
    return this.#options.signal?.aborted === true && !this.#isUsedUp;
  }

  /** A request is due. */
  arrived(intendedMs: number): void {
    const connection = this.#free.pop();
    if (connection === undefined) {
      this.#waiting.push(intendedMs);
      return;
    }
    const done = this.#sendOn(connection, intendedMs)
      .catch((error: unknown) => void this.#troubles.push(error))
      .finally(() => this.#work.delete(done));
    this.#work.add(done);
  }

  /**
   * To be called when no request will be due any more. Sends those that wait, and lets all of them end, but takes no longer than so
   * many milliseconds. What has no end by then has waited since it was due, under way or for a connection. Time in which this
   * process stood still at the end is no wait for the target, and a request that it started in a crowd shows nothing.
   */
  async end(longestMs: number): Promise<PacedEnd> {
    const { clock, ownDelay } = this.#options;
    await atMost(clock, longestMs, this.#work);
    // What is not sent for another reason was not kept waiting by the target.
    const kept = this.isOver ? [] : this.#waiting;
    const notSent = this.#isUsedUp ? 0 : this.#waiting.length;
    if (this.#work.size === 0) return { waitedMs: [], unanswered: 0, notSent };
    this.#isTimeUp = true;
    const nowMs = clock.nowMs();
    const sinceMs = nowMs - ownDelay.mark(nowMs);
    await readsFirst();
    this.#isCut = true;
    const sent = [...this.#sent].flatMap((each) => {
      const lagMs = this.#recorder.noteLag(lagOf(each));
      return lagMs > CROWDED_AFTER_MS ? [] : [each.intendedMs + lagMs];
    });
    const waitedMs = [...sent, ...kept].map((ms) => Math.max(0, sinceMs - ms));
    return { waitedMs, unanswered: this.#sent.size, notSent };
  }

  /** @throws what building a request or looking at a success threw first */
  assertNoTrouble(): void {
    if (this.#troubles.length > 0) throw this.#troubles[0];
  }

  async #sendOn(connection: Connection, intendedMs: number): Promise<void> {
    let intended: number | undefined = intendedMs;
    let freeMs = intendedMs;
    while (intended !== undefined) {
      const next = this.#request.next();
      if (next === undefined) {
        this.#isUsedUp = true;
        break;
      }
      const dueMs = Math.max(intended, freeMs);
      const sent = { connection, intendedMs: intended, dueMs, sentMs: this.#options.clock.nowMs() };
      this.#sent.add(sent);
      const { method } = this.#request.operation;
      const exchange = await connection.send({ method, headers: this.#headers, body: undefined, ...next });
      if (this.#isCut) return;
      this.#sent.delete(sent);
      freeMs = this.#ended(sent, exchange);
      intended = this.isOver ? undefined : this.#waiting.shift();
    }
    this.#free.push(connection);
  }

  /** @returns since when the connection could have sent on, had we not delayed it */
  #ended(sent: Sent, exchange: Exchange): number {
    const endedMs = this.#options.clock.nowMs();
    const outcome = this.#passOn(exchange);
    const latencyUs = sent.connection.latencySinceUs(sent.intendedMs);
    const lagMs = this.#recorder.noteLag(lagOf(sent));
    const ownDelayUs = lagMs * 1000 + exchange.ownDelayUs;
    this.#recorder.record(outcome, latencyUs, ownUsOf(outcome, exchange, ownDelayUs, lagMs), exchange.status);
    // A connection that did not open has no latency, and was not free while it tried.
    const busyUntilMs = latencyUs === undefined ? endedMs : sent.intendedMs + latencyUs / 1000;
    return busyUntilMs - ownDelayUs / 1000;
  }

  /** Checks a reply, and tells who waits for such replies. */
  #passOn(exchange: Exchange): Outcome {
    const request = this.#request;
    if (exchange.isRepeated) this.#recorder.noteRepeated();
    const outcome = exchange.failure ?? checkReply(request.operation.success, exchange);
    if (outcome === 'ok') request.onSuccess?.(exchange.body);
    if (outcome === 'rate_limited') {
      const limit = refusedLimit(exchange.body);
      request.onRefused?.({ retryAfterSeconds: retryAfterSeconds(exchange.headers), limit });
    }
    return outcome;
  }
}

/**
 * How late we started a request by our own fault, in milliseconds. Between its sending and its first byte it may wait for its
 * connection to open, which is none of our faults.
 */
function lagOf({ connection: { startedMs, startDelayMs }, dueMs, sentMs }: Sent): number {
  const writtenLateMs = startedMs === undefined ? 0 : Math.min(startDelayMs, startedMs - sentMs);
  return Math.max(0, sentMs - dueMs) + writtenLateMs;
}

/** The own delay of a request: {@link NO_EVIDENCE} where the measurer may have caused how it ended. */
function ownUsOf(outcome: Outcome, exchange: Exchange, ownDelayUs: number, lagMs: number): number {
  const isHidden = outcome === 'timeout' && mayHideAnswer(exchange, ANSWER_TIMEOUT_MS);
  return isHidden || lagMs > CROWDED_AFTER_MS ? NO_EVIDENCE : ownDelayUs;
}
