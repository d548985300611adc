import { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import { type Clock, realClock } from '../../base/clock.ts';
import type { OwnDelay } from '../../measure/own-delay.ts';
import { outcomeOfFailure } from '../../measure/own-faults.ts';
import { splitAddress } from './address.ts';
import { connectorTo } from './connector-to.ts';
import { EMPTY, type Exchange, emptyExchange, forgetReply, type WireRequest } from './exchange.ts';
import { firstValue, joinedValues } from './header-values.ts';
import { isIdempotent } from './idempotent.ts';
import { readableBody } from './reply-body.ts';
import { ANSWER_TIMEOUT_MS, ReplyLimitError, ReplyPieces } from './reply-limits.ts';
import { isHttp2, skipContinue } from './skip-continue.ts';

const OPENED_WITHIN_MS = 10_000;
/** Below the load balancer's 60 s, after which it closes idle connections; above any think time. */
const IDLE_TIMEOUT_MS = 55_000;
/** The client's own timers, which bound each pause in a reply, go first. Whichever ends a request, its connection is given up. */
const BEHIND_CLIENT_MS = 50;

/**
 * How much longer than it may take an answer is waited for. A time-out counts against the target only where it is longer than
 * the limit even without what this process may have added to it (`mayHideAnswer`).
 */
export const GRACE = 1.02;

export interface ConnectionOptions {
  /** False accepts any TLS certificate: only where an environment says so. */
  readonly tlsVerify: boolean;
  /** How long opening the connection may take (10 s at most), an answer to begin, and all of it; 35 s by default. */
  readonly answerTimeoutMs?: number;
  /** How long a body may be; 8 MiB by default. */
  readonly longestReplyBytes?: number;
  /** What latencies are taken by; the real clock by default. */
  readonly clock?: Clock;
  /** Bounds what this process adds to latencies; nothing is bounded by default. */
  readonly ownDelay?: OwnDelay | undefined;
}

/**
 * One connection to the target, one request at a time: what a single user has. The clock starts when the request's
 * first byte is handed to the socket (not when the connection is opened) and stops at the reply's last byte.
 */
export class Connection implements Dispatcher.DispatchHandler {
  /** How much later than possible this process wrote the last request's first byte at most; 0 where nothing watches it. */
  startDelayMs = 0;
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #ownDelay: OwnDelay | undefined;
  readonly #prefix: string;
  readonly #exchange: Exchange = emptyExchange();
  #startedMs: number | undefined;
  /** Since when the request is being written: its first attempt or a repeated one. */
  #writingMs = 0;
  #sendDelayMs = 0;
  readonly #longestMs: number;
  readonly #body: ReplyPieces;
  #controller: Dispatcher.DispatchController | undefined;
  /** The socket, where it speaks HTTP/2. */
  #http2: Socket | undefined;
  /** Looks after the request under way. It stays for later requests: a timer for each would cost each of them. */
  #timer: NodeJS.Timeout | undefined;
  #settle: ((exchange: Exchange) => void) | undefined;
  #request: WireRequest | undefined;
  /** Whether the socket has carried a whole exchange before. */
  #isReused = false;
  #awaitsHead = false;

  /** @param address of the target; it may have a path, which then stands before that of each request */
  constructor(address: string, options: ConnectionOptions) {
    const { origin, prefix } = splitAddress(address);
    this.#prefix = prefix;
    this.#clock = options.clock ?? realClock;
    this.#ownDelay = options.ownDelay;
    const { answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
    this.#longestMs = Math.round(answerTimeoutMs * GRACE);
    this.#body = new ReplyPieces(options.longestReplyBytes);
    const connect = connectorTo(origin, options.tlsVerify, Math.min(OPENED_WITHIN_MS, answerTimeoutMs));
    this.#client = new Client(origin, {
      pipelining: 1,
      headersTimeout: this.#longestMs,
      bodyTimeout: this.#longestMs,
      keepAliveTimeout: IDLE_TIMEOUT_MS,
      keepAliveMaxTimeout: IDLE_TIMEOUT_MS,
      connect: (target, done) =>
        connect(target, (...result) => {
          const [, socket] = result;
          this.#isReused = false;
          const isSocket = socket instanceof Socket;
          this.#http2 = isSocket && isHttp2(socket) ? socket : undefined;
          if (isSocket && this.#http2 === undefined) skipContinue(socket, () => this.#awaitsHead);
          done(...result);
        }),
    });
  }

  /** Sends a request and resolves with its exchange, a failed one too. Rejects only while another one is under way. */
  send(request: WireRequest): Promise<Exchange> {
    return new Promise((resolve) => {
      this.exchange(request, (exchange) => resolve({ ...exchange }));
    });
  }

  /**
   * As {@link send}, for the hot path, where a promise for each request is a cost.
   * @param settle called once with the exchange, from within the reading of the socket: it must not throw. When it has
   * returned, the reply is forgotten: most of thousands of users think most of the time, and need none then
   */
  exchange(request: WireRequest, settle: (exchange: Exchange) => void): void {
    if (this.#settle !== undefined) throw new Error('connection: a request is still under way');
    this.#startedMs = undefined;
    this.#sendDelayMs = 0;
    this.#settle = settle;
    this.#exchange.isRepeated = false;
    this.#awaitsHead = false;
    this.#request = this.#prefix === '' ? request : { ...request, path: this.#prefix + request.path };
    this.#client.dispatch(this.#request as Dispatcher.DispatchOptions, this);
  }

  /** When the first byte of the last request was written, on the connection's clock. */
  get startedMs(): number | undefined {
    return this.#startedMs;
  }

  /**
   * How much of the last request's latency this process spent on writing it: between the start of the clock and the end of
   * the system call another process may have taken the core. 0 where nothing watches it.
   */
  get sendDelayMs(): number {
    return this.#sendDelayMs;
  }

  /**
   * Latency of the last request from its intended start, a moment of the connection's clock, to the last byte read, in
   * microseconds. It does not depend on when this is called. Undefined when nothing was written.
   */
  latencySinceUs(intendedMs: number): number | undefined {
    const { latencyUs } = this.#exchange;
    if (latencyUs === undefined || this.#startedMs === undefined) return undefined;
    return (this.#startedMs - intendedMs) * 1000 + latencyUs;
  }

  /** Ends the connection at once; a request under way comes back as a failure. */
  async destroy(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#client.destroy();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#awaitsHead = true;
    this.#timer ??= this.#lookAfter(this.#longestMs + BEHIND_CLIENT_MS);
    this.#writingMs = this.#clock.nowMs();
    if (this.#exchange.isRepeated) return;
    this.#startedMs = this.#writingMs;
    this.startDelayMs = this.#ownDelay?.mark(this.#startedMs) ?? 0;
  }

  onRequestSent(): void {
    if (this.#ownDelay !== undefined) this.#sendDelayMs += this.#clock.nowMs() - this.#writingMs;
  }

  onResponseStart(_controller: unknown, status: number, headers: Exchange['headers']): void {
    // Early hints and the like: the answer is still to come.
    if (status < 200) return;
    this.#awaitsHead = false;
    const exchange = this.#exchange;
    exchange.status = status;
    exchange.headers = headers;
    exchange.contentType = firstValue(headers['content-type']).toLowerCase();
    exchange.serverTiming = joinedValues(headers['server-timing']);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#body.add(chunk)) controller.abort(new ReplyLimitError('REPLY_TOO_LARGE'));
  }

  onResponseEnd(): void {
    this.#exchange.failure = undefined;
    this.#isReused = true;
    this.#finish(this.#body.take());
  }

  onResponseError(_controller: unknown, error: Error): void {
    const outcome = outcomeOfFailure(error);
    if (outcome === 'reset' && this.#isStale()) {
      this.#repeat();
      return;
    }
    // As over HTTP/1.1. The client would keep it over HTTP/2, and hold the next request back while it waits for a peer that may be gone.
    if (outcome === 'timeout') this.#http2?.destroy();
    this.#body.clear();
    const exchange = this.#exchange;
    forgetReply(exchange);
    exchange.status = 0;
    exchange.failure = outcome;
    this.#finish(EMPTY);
  }

  #lookAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#look(), ms).unref();
  }

  /** Ends a request that has taken too long: the client bounds only each pause in a reply, not all of it. */
  #look(): void {
    this.#timer = undefined;
    if (this.#settle === undefined) return;
    const nowMs = this.#clock.nowMs();
    const restMs = (this.#startedMs ?? nowMs) + this.#longestMs + BEHIND_CLIENT_MS - nowMs;
    if (restMs > 0) this.#timer = this.#lookAfter(restMs);
    else this.#controller?.abort(new ReplyLimitError('REPLY_TIMEOUT'));
  }

  /** How long an answer may take, in milliseconds. */
  get answerTimeoutMs(): number {
    return Math.round(this.#longestMs / GRACE);
  }

  /** Whether the server may have closed the connection before it saw the request, which can be sent again without harm. */
  #isStale(): boolean {
    const isRepeatable = isIdempotent(this.#request?.method ?? '');
    return isRepeatable && this.#isReused && this.#awaitsHead && !this.#exchange.isRepeated;
  }

  #repeat(): void {
    // The end of the connection may have been read late, and the clock goes on.
    this.#sendDelayMs += this.#ownDelay?.mark(this.#clock.nowMs()) ?? 0;
    this.#exchange.isRepeated = true;
    this.#isReused = false;
    queueMicrotask(() => this.#client.dispatch(this.#request as Dispatcher.DispatchOptions, this));
  }

  #finish(body: Buffer): void {
    const exchange = this.#exchange;
    const nowMs = this.#clock.nowMs();
    exchange.latencyUs = this.#startedMs === undefined ? undefined : (nowMs - this.#startedMs) * 1000;
    exchange.ownDelayUs = (this.#sendDelayMs + (this.#ownDelay?.mark(nowMs) ?? 0)) * 1000;
    exchange.bodyBytes = body.length;
    exchange.body = readableBody(body, firstValue(exchange.headers['content-encoding']));
    const settle = this.#settle;
    this.#settle = undefined;
    this.#controller = undefined;
    this.#request = undefined;
    settle?.(exchange);
    // Unless it has sent the next request already, which may even have failed.
    if (this.#settle === undefined) forgetReply(exchange);
  }
}
