import type autocannon from 'autocannon';
import { mean } from '../base/statistics/averages.ts';
import { CROWDED_AFTER_MS, mayHideAnswer, NO_EVIDENCE, type OwnDelay } from '../measure/own-delay.ts';
import { readsFirst } from '../measure/reads-first.ts';
import { GRACE } from '../target/http/connection.ts';
import { isIdempotent } from '../target/http/idempotent.ts';
import { ANSWER_TIMEOUT_MS } from '../target/http/reply-limits.ts';
import type { BurstRequest } from './burst-request.ts';
import type { ClientInternals } from './client-internals.ts';
import { type BurstReply, ClientWatch } from './client-watch.ts';
import { RequestBytes } from './request-bytes.ts';

export interface BurstClientsEvents {
  /** Called for each answer. */
  onAnswered(): void;
  /** Called when a request is due and there is nothing left to send. */
  onNothingLeft(): void;
  /**
   * Called for each request that was lost without an error of its socket.
   * @param ownDelayUs `NO_EVIDENCE` when the measurer may have caused it
   */
  onReset(ownDelayUs: number): void;
  /** Called for each request that is sent again, since its reused connection was stale. */
  onRepeated(): void;
  /** Called when all connections have ended: the burst is over. */
  onOver(): void;
}

/** How long an answer is waited for: see {@link GRACE}. */
export const CUT_AFTER_MS = ANSWER_TIMEOUT_MS * GRACE;

/** A reply with its latency; that of a connection's first one is `coldUs` and counts from when the connection was open. */
interface TimedReply {
  readonly reply: BurstReply;
  readonly latencyUs: number | undefined;
  readonly coldUs: number | undefined;
  readonly ownDelayUs: number;
}

/**
 * The clients of autocannon in one burst: the replies that they get (latencies come in one event, bodies are asked for in
 * the next), and their end.
 */
export class BurstClients {
  readonly #events: BurstClientsEvents;
  readonly #request: BurstRequest;
  readonly #forgiven = new WeakSet<object>();
  readonly #watches: ClientWatch[] = [];
  /** When each connection had no request under way any more. */
  readonly #doneMs: number[] = [];
  readonly #ownDelay: OwnDelay;
  // autocannon calls verifyBody synchronously after the response event of the same reply.
  #last: TimedReply | undefined;
  #bytes: RequestBytes | undefined;
  #lossOwnUs = 0;
  #isEnding = false;
  #cutTimer: NodeJS.Timeout | undefined;
  #waitedMs: readonly number[] | undefined;

  /** @param ownDelay bounds what this process adds to latencies, on the clock of `performance.now()` */
  constructor(request: BurstRequest, ownDelay: OwnDelay, events: BurstClientsEvents) {
    this.#request = request;
    this.#ownDelay = ownDelay;
    this.#events = events;
  }

  watch(client: autocannon.Client): void {
    let conn: unknown;
    // Of the request under way, if it gets no answer: after a pause of ours the server may have closed the connection.
    let ownUs = 0;
    const watch = new ClientWatch(client, isIdempotent(this.#request.operation.method), {
      onNext: (built) => this.#next(built),
      onLost: () => {
        if (this.#waitedMs === undefined) this.#events.onReset(ownUs);
      },
      onRepeated: () => this.#events.onRepeated(),
      onForgiven: (error) => this.#forgiven.add(error),
      onDone: () => this.#done(),
    });
    this.#watches.push(watch);
    client.on('response', (_status, _bytes, tookMs) => this.#answered(watch, tookMs));
    const events = client as unknown as ClientInternals;
    events.on('request', () => {
      // autocannon starts its clock within this event, and writes to the socket right after it.
      const lateMs = this.#ownDelay.mark(performance.now());
      const isReused = events.conn === conn;
      conn = events.conn;
      ownUs = isReused && lateMs > CROWDED_AFTER_MS ? NO_EVIDENCE : 0;
    });
    // autocannon counts both after this.
    events.on('connError', () => {
      this.#lossOwnUs = ownUs;
    });
    events.on('timeout', () => {
      this.#lossOwnUs = this.#ownUsOfTimeout();
    });
    if (this.#isEnding) watch.sendNoMore();
  }

  /** The reply whose body autocannon hands over; undefined when it was taken before. */
  takeLast(): TimedReply | undefined {
    const last = this.#last;
    this.#last = undefined;
    return last;
  }

  /** Whether a socket's error does not count as a failure, because its request is sent again. */
  isForgiven(error: unknown): boolean {
    return typeof error === 'object' && error !== null && this.#forgiven.has(error);
  }

  /** How much of the last loss that autocannon told the measurer may have caused: all of it (`NO_EVIDENCE`) or nothing. */
  get lossOwnUs(): number {
    return this.#lossOwnUs;
  }

  /**
   * Lets no client send any more. Requests under way are cut when they have not ended after this time.
   *
   * @returns false when the burst was ending before
   */
  end(longestMs: number): boolean {
    if (this.#isEnding) return false;
    this.#isEnding = true;
    for (const watch of this.#watches) watch.sendNoMore();
    if (!this.areDone) this.#cutTimer = setTimeout(() => void this.#cut(), longestMs);
    return true;
  }

  /** Whether the burst has begun to end, and no request is under way. */
  get areDone(): boolean {
    return this.#isEnding && this.#doneMs.length >= this.#watches.length;
  }

  /** How long each request had waited that was cut. */
  get waitedMs(): readonly number[] {
    return this.#waitedMs ?? [];
  }

  /** For how long the connections were busy since then, on the average. */
  meanBusyMs(startedMs: number): number {
    return mean(this.#doneMs) - startedMs;
  }

  /**
   * autocannon parses a reply in the very event that reads the socket, stops its clock and emits this in one go. So
   * everything that delayed the reading is in the own delay of this moment; what delayed the writing is added.
   */
  #answered(watch: ClientWatch, tookMs: number): void {
    const nowMs = performance.now();
    const readDelayMs = this.#ownDelay.mark(nowMs);
    const reply = watch.answered();
    const ownDelayUs = (readDelayMs + reply.sendDelayMs) * 1000;
    const coldUs = reply.isWarm ? undefined : (nowMs - watch.openMs) * 1000;
    this.#last = { reply, latencyUs: reply.isWarm ? tookMs * 1000 : undefined, coldUs, ownDelayUs };
    this.#events.onAnswered();
  }

  /** autocannon sets its timer when a request was written, so the time of writing is not among what it waited. */
  #ownUsOfTimeout(): number {
    const ownDelayUs = this.#ownDelay.mark(performance.now()) * 1000;
    return mayHideAnswer({ latencyUs: CUT_AFTER_MS * 1000, ownDelayUs }, ANSWER_TIMEOUT_MS) ? NO_EVIDENCE : 0;
  }

  /** @param built the request that autocannon built for a client */
  #next(built: Buffer): string | undefined {
    this.#bytes ??= new RequestBytes(this.#request, built);
    const next = this.#bytes.next();
    if (next === undefined) this.#events.onNothingLeft();
    return next;
  }

  #done(): void {
    this.#doneMs.push(performance.now());
    if (!this.areDone) return;
    clearTimeout(this.#cutTimer);
    this.#events.onOver();
  }

  async #cut(): Promise<void> {
    await readsFirst();
    if (this.areDone) return;
    this.#waitedMs = this.#watches.flatMap((watch) => watch.waitedMs ?? []);
    for (const watch of this.#watches) watch.destroy();
  }
}
