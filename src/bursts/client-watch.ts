import type { Socket } from 'node:net';
import type autocannon from 'autocannon';
import { retryAfterSeconds } from '../target/http/rate-limit-headers.ts';
import { readableBody } from '../target/http/reply-body.ts';
import { ReplyLimitError, ReplyPieces } from '../target/http/reply-limits.ts';
import type { ClientInternals, Parser } from './client-internals.ts';
import { ClientRequests, type RequestSource } from './client-requests.ts';
import { SocketMoments } from './socket-moments.ts';

/** An answer of which the head is there. */
interface BegunReply {
  readonly status: number;
  /** In lower case. */
  readonly contentType: string;
  readonly coding: string;
  readonly retryAfter: string;
  readonly body: ReplyPieces;
}

/** An answer that is complete. */
export interface BurstReply extends Pick<BegunReply, 'status' | 'contentType'> {
  /** Decompressed. */
  readonly body: Buffer;
  /** What a rate limiter asks to wait; undefined when the reply does not say. */
  readonly retryAfterSeconds: number | undefined;
  /** Whether its latency is free of the opening of a connection. */
  readonly isWarm: boolean;
  /** How much of its latency this process spent on writing the request: another process may have taken the core from it. */
  readonly sendDelayMs: number;
}

export interface ClientEvents {
  /** Asked for each request but the repeated ones: see {@link RequestSource}. */
  onNext: RequestSource['next'];
  /** Called for each request that was lost without an error of the socket: unanswered, or with an answer that was cut. */
  onLost(): void;
  /** Called when a request goes out a second time: the server had closed the reused connection on which it was lost. */
  onRepeated(): void;
  /** Called with a socket's error that does not count as a failure, because the lost request is sent again. */
  onForgiven(error: object): void;
  /** Called when the client has ended for good. */
  onDone(): void;
}

/**
 * Why a request got no answer:
 * - `goodbye`: the answer before it had said that the connection ends (`Connection: close`, or no length). autocannon sends
 *   on it all the same, so that is our doing.
 * - `stale`: the server closed a connection that it had used before, maybe before it saw the request, which can be sent
 *   again without harm. Virtual users count it in the same way.
 * - `timed out`: autocannon has closed the connection, and counts it.
 * - `lost`: everything else.
 */
type Loss = 'goodbye' | 'stale' | 'timed out' | 'lost';

/**
 * Follows one client of autocannon over its connections, keeps the bytes of its answers, and corrects what autocannon 9
 * does with some of them. It
 * - takes a `100 Continue` or `103 Early Hints` for the answer, and the answer for that of the next request;
 * - never ends an answer without a length, which ends with its connection (HTTP/1.0).
 *
 * When a connection ends, it opens the next one and sends the next request, but
 * - never sends again what was lost, not even where it should not have been sent;
 * - keeps the lost request in its queue, so that it takes every later answer for that of the request before and reports
 *   a latency that is too long;
 * - parses the next answer as the rest of one that was cut;
 * - keeps listening to the old socket;
 * - does not count a connection that was closed without an answer as an error, so that it reconnects to such a target
 *   in a tight loop.
 *
 * The class can go when a version of autocannon passes `saturating-burst.spec.ts` without it.
 */
export class ClientWatch {
  readonly #client: ClientInternals;
  readonly #events: ClientEvents;
  readonly #isIdempotent: boolean;
  readonly #requests: ClientRequests;
  readonly #moments = new SocketMoments();
  #conn: Socket | undefined;
  #reply: BegunReply | undefined;
  #isAwaiting = false;
  #sentMs = 0;
  /** Whether the head of the answer is still to come. */
  #awaitsHead = false;
  /** Whether the connection ends with the answer that came last. */
  #saidGoodbye = false;
  #errorWasTold = false;
  #isWarm = false;

  /** @param isIdempotent whether its requests may be sent a second time (RFC 9110, section 9.2.2) */
  constructor(client: autocannon.Client, isIdempotent: boolean, events: ClientEvents) {
    this.#client = client as unknown as ClientInternals;
    this.#isIdempotent = isIdempotent;
    this.#events = events;
    this.#requests = new ClientRequests(this.#client, {
      next: (built) => events.onNext(built),
      onEnd: () => {
        this.#isAwaiting = false;
      },
    });
    // autocannon sets its own handlers of the parser after it has called for this watch.
    this.#client.once('request', () => this.#readReplies(this.#client.parser));
    this.#client.on('request', () => this.#sending());
    this.#client.on('connError', (error: object) => {
      this.#errorWasTold = true;
      // autocannon counts the error after this.
      if (this.#isAwaiting && isRepeated(this.#lossOf())) this.#events.onForgiven(error);
    });
    this.#client.on('done', () => this.#ended());
  }

  /** How long the request under way has waited, in milliseconds; undefined when there is none. */
  get waitedMs(): number | undefined {
    return this.#isAwaiting ? performance.now() - this.#sentMs : undefined;
  }

  /** How much this process may have added to the latency of the request under way while it wrote it. */
  get sendDelayMs(): number {
    // A cold request counts from when its connection was open.
    return Math.max(0, this.#moments.writtenMs - (this.#isWarm ? this.#sentMs : this.openMs));
  }

  /** When its connection was open, on the clock of `performance.now()`. */
  get openMs(): number {
    return this.#moments.openMs;
  }

  /** Lets the client end with the request under way, however that ends. */
  sendNoMore(): void {
    this.#requests.sendNoMore();
  }

  /** Ends the client at once. */
  destroy(): void {
    this.#client.destroy();
  }

  /** Takes the answer that has just become complete. */
  answered(): BurstReply {
    const isWarm = this.#isWarm;
    const { sendDelayMs } = this;
    this.#isWarm = true;
    this.#isAwaiting = false;
    const { status = 0, contentType = '', coding = '', retryAfter = '', body } = this.#reply ?? {};
    return {
      status,
      contentType,
      body: readableBody(body?.take() ?? EMPTY, coding),
      retryAfterSeconds: status === 429 ? retryAfterSeconds({ 'retry-after': retryAfter }) : undefined,
      isWarm,
      sendDelayMs,
    };
  }

  #readReplies(parser: Parser): void {
    const { kOnHeadersComplete, kOnBody, kOnMessageComplete } = parser.constructor;
    const headersComplete = parser[kOnHeadersComplete];
    const messageComplete = parser[kOnMessageComplete];
    let isInterim = false;
    parser[kOnHeadersComplete] = (head) => {
      isInterim = head.statusCode < 200;
      if (isInterim) return undefined;
      this.#awaitsHead = false;
      this.#saidGoodbye = !head.shouldKeepAlive;
      this.#reply = {
        status: head.statusCode,
        contentType: headerValue(head.headers, 'content-type').toLowerCase(),
        coding: headerValue(head.headers, 'content-encoding'),
        retryAfter: head.statusCode === 429 ? headerValue(head.headers, 'retry-after') : '',
        body: new ReplyPieces(),
      };
      return headersComplete.call(parser, head);
    };
    // autocannon would turn each piece into text, which ruins compressed ones.
    parser[kOnBody] = (chunk, start, length) => {
      const { conn } = this.#client;
      if (this.#reply === undefined || conn.destroyed) return;
      // autocannon counts the error, and opens the next connection.
      if (!this.#reply.body.add(chunk.subarray(start, start + length)))
        conn.destroy(new ReplyLimitError('REPLY_TOO_LARGE'));
    };
    parser[kOnMessageComplete] = () => (isInterim ? undefined : messageComplete.call(parser));
  }

  /** A request goes out; if one is still awaited, then its connection has ended and this is the first of a new one. */
  #sending(): void {
    const loss = this.#isAwaiting ? this.#lossOf() : undefined;
    this.#isAwaiting = true;
    this.#awaitsHead = true;
    this.#sentMs = performance.now();
    const ended = this.#conn;
    this.#conn = this.#client.conn;
    if (this.#conn !== ended) this.#begin(this.#conn);
    if (loss === undefined) return;
    if (loss === 'stale') this.#events.onRepeated();
    if (isRepeated(loss)) this.#requests.repeatLast();
    else this.#tellLost(loss);
    this.#errorWasTold = false;
    const { parser, pipelinedRequests } = this.#client;
    parser.initialize('RESPONSE');
    pipelinedRequests.clear();
    ended?.removeAllListeners();
    ended?.on('error', () => undefined).destroy();
    this.#isWarm = false;
  }

  /** Why the request under way got no answer; asked before the next one goes out. */
  #lossOf(): Loss {
    if (this.#conn?.destroyed === true && !this.#errorWasTold) return 'timed out';
    if (!this.#awaitsHead) return 'lost';
    if (this.#isWarm && this.#saidGoodbye) return 'goodbye';
    return this.#isWarm && this.#isIdempotent ? 'stale' : 'lost';
  }

  #tellLost(loss: Loss): void {
    if (loss === 'lost' && !this.#errorWasTold) this.#events.onLost();
  }

  #ended(): void {
    // What would be sent again is not: nothing more is sent.
    if (this.#isAwaiting) this.#tellLost(this.#lossOf());
    this.#isAwaiting = false;
    this.#events.onDone();
  }

  /** Follows a new connection, and lets an answer without a length end with it, before autocannon opens the next. */
  #begin(conn: Socket): void {
    this.#moments.follow(conn);
    conn.prependListener('end', () => {
      const { parser } = this.#client;
      if (parser.state !== 'BODY_RAW') return;
      parser.finish();
      parser.initialize('RESPONSE');
    });
  }
}

const EMPTY = Buffer.alloc(0);

function isRepeated(loss: Loss): boolean {
  return loss === 'goodbye' || loss === 'stale';
}

function headerValue(rawHeaders: readonly string[], name: string): string {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const each = rawHeaders[i];
    if (each?.length === name.length && each.toLowerCase() === name) return rawHeaders[i + 1] ?? '';
  }
  return '';
}
