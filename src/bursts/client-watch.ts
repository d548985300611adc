import type { Socket } from 'node:net';
import type autocannon from 'autocannon';
import { retryAfterSeconds } from '../target/http/rate-limit-headers.ts';
import { readableBody } from '../target/http/reply-body.ts';
import { ReplyLimitError, ReplyPieces } from '../target/http/reply-limits.ts';

/** The events of http-parser-js that matter here: its handlers are properties with these numbers as names. */
interface ParserEvents {
  readonly kOnHeadersComplete: 2;
  readonly kOnBody: 3;
  readonly kOnMessageComplete: 4;
}

interface Parser {
  readonly constructor: ParserEvents;
  /** That of an answer's first line while no answer has begun. */
  readonly state: string;
  initialize(type: 'RESPONSE'): void;
  /** Ends an answer that goes on to the end of its connection. */
  finish(): void;
  2(head: { readonly statusCode: number; readonly headers: readonly string[] }): unknown;
  3(chunk: Buffer, start: number, length: number): unknown;
  4(): unknown;
}

/** What a client of autocannon 9 has beyond its types. */
interface ClientInternals extends NodeJS.EventEmitter {
  readonly conn: Socket;
  readonly pipelinedRequests: { clear(): void };
  readonly parser: Parser;
  /** After so many requests it ends instead of sending another; 0 for no such number. */
  responseMax: number;
  readonly reqsMade: number;
  /** Closes the connection for good. */
  destroy(): void;
}

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
  /** Milliseconds since its connection was open. */
  readonly sinceOpenMs: number;
}

export interface ClientEvents {
  /**
   * Called for each request that was lost without an error of the socket: with an answer that was cut, or, from the second
   * in a row on, without any answer.
   */
  onLost(): void;
  /** Called when the client has ended for good. */
  onDone(): void;
}

/**
 * Follows one client of autocannon over its connections, keeps the bytes of its answers, and corrects what autocannon 9
 * does with some of them. It
 * - takes a `100 Continue` or `103 Early Hints` for the answer, and the answer for that of the next request;
 * - never ends an answer without a length, which ends with its connection (HTTP/1.0).
 *
 * When a connection ends, it opens the next one and sends again, but
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
  #conn: Socket | undefined;
  #reply: BegunReply | undefined;
  #isAwaiting = false;
  #sentMs = 0;
  #errorWasTold = false;
  #lostInARow = 0;
  #isWarm = false;
  #openMs = 0;

  constructor(client: autocannon.Client, events: ClientEvents) {
    this.#client = client as unknown as ClientInternals;
    this.#events = events;
    // autocannon sets its own handlers of the parser after it has called for this watch.
    this.#client.once('request', () => this.#readReplies(this.#client.parser));
    this.#client.on('request', () => this.#sending());
    this.#client.on('connError', () => {
      this.#errorWasTold = true;
    });
    this.#client.on('timeout', () => {
      this.#lostInARow = 0;
    });
    this.#client.on('done', () => this.#ended());
  }

  /** How long the request under way has waited, in milliseconds; undefined when there is none. */
  get waitedMs(): number | undefined {
    return this.#isAwaiting ? performance.now() - this.#sentMs : undefined;
  }

  /** Whether the client has sent a request. */
  get hasSent(): boolean {
    return this.#client.reqsMade > 0;
  }

  /** Ends the client within its `request` event: that request is not sent. */
  withdraw(): void {
    this.#isAwaiting = false;
    this.#client.destroy();
  }

  /** Lets the client end with the request under way, however that ends. */
  sendNoMore(): void {
    this.#client.responseMax = -1;
  }

  /** Ends the client at once. */
  destroy(): void {
    this.#client.destroy();
  }

  /** Takes the answer that has just become complete. */
  answered(): BurstReply {
    const isWarm = this.#isWarm;
    this.#isWarm = true;
    this.#isAwaiting = false;
    this.#lostInARow = 0;
    const { status = 0, contentType = '', coding = '', retryAfter = '', body } = this.#reply ?? {};
    return {
      status,
      contentType,
      body: readableBody(body?.take() ?? EMPTY, coding),
      retryAfterSeconds: status === 429 ? retryAfterSeconds({ 'retry-after': retryAfter }) : undefined,
      isWarm,
      sinceOpenMs: performance.now() - this.#openMs,
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
    const isLost = this.#isAwaiting;
    this.#isAwaiting = true;
    this.#sentMs = performance.now();
    const ended = this.#conn;
    this.#conn = this.#client.conn;
    if (this.#conn !== ended) this.#begin(this.#conn);
    if (!isLost) return;
    this.#noteLost();
    const { parser, pipelinedRequests } = this.#client;
    parser.initialize('RESPONSE');
    pipelinedRequests.clear();
    ended?.removeAllListeners();
    ended?.on('error', () => undefined).destroy();
    this.#isWarm = false;
  }

  #noteLost(): void {
    const wasCut = this.#client.parser.state !== 'RESPONSE_LINE';
    // The last request before a polite end (Connection: close) is lost too: that is not an error.
    if (!this.#errorWasTold) this.#lostInARow += 1;
    if (!this.#errorWasTold && (wasCut || this.#lostInARow > 1)) this.#events.onLost();
    this.#errorWasTold = false;
  }

  #ended(): void {
    if (this.#isAwaiting) this.#noteLost();
    this.#isAwaiting = false;
    this.#events.onDone();
  }

  /** Notes when a connection is open, and lets an answer without a length end with it, before autocannon opens the next. */
  #begin(conn: Socket): void {
    for (const event of ['connect', 'secureConnect'])
      conn.once(event, () => {
        this.#openMs = performance.now();
      });
    conn.prependListener('end', () => {
      const { parser } = this.#client;
      if (parser.state !== 'BODY_RAW') return;
      parser.finish();
      parser.initialize('RESPONSE');
    });
  }
}

const EMPTY = Buffer.alloc(0);

function headerValue(rawHeaders: readonly string[], name: string): string {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === name) return rawHeaders[i + 1] ?? '';
  }
  return '';
}
