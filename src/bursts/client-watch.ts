import type { Socket } from 'node:net';
import type autocannon from 'autocannon';

/** What a client of autocannon 9 has beyond its types. */
interface ClientInternals extends NodeJS.EventEmitter {
  readonly conn: Socket;
  readonly pipelinedRequests: { clear(): void };
  /** http-parser-js; its state is that of an answer's first line while no answer has begun. */
  readonly parser: { readonly state: string; initialize(type: 'RESPONSE'): void };
}

/**
 * Follows one client of autocannon over its connections, and corrects what autocannon 9 does when a connection ends. It
 * opens the next one and sends again, but
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
  readonly #onLost: () => void;
  #conn: Socket | undefined;
  #isAwaiting = false;
  #sentMs = 0;
  #errorWasTold = false;
  #lostInARow = 0;
  #isWarm = false;

  /**
   * @param onLost called for each request that was lost without an error of the socket: with an answer that was cut, or,
   * from the second in a row on, without any answer
   */
  constructor(client: autocannon.Client, onLost: () => void) {
    this.#client = client as unknown as ClientInternals;
    this.#onLost = onLost;
    this.#client.on('request', () => this.#sending());
    this.#client.on('connError', () => {
      this.#errorWasTold = true;
    });
    this.#client.on('timeout', () => {
      this.#lostInARow = 0;
    });
  }

  /** How long the request under way has waited, in milliseconds; undefined when there is none. */
  get waitedMs(): number | undefined {
    return this.#isAwaiting ? performance.now() - this.#sentMs : undefined;
  }

  /** Takes note of an answer. Returns whether its latency is free of the opening of a connection. */
  answered(): boolean {
    const wasWarm = this.#isWarm;
    this.#isWarm = true;
    this.#isAwaiting = false;
    this.#lostInARow = 0;
    return wasWarm;
  }

  /** A request goes out; if one is still awaited, then its connection has ended and this is the first of a new one. */
  #sending(): void {
    const isLost = this.#isAwaiting;
    this.#isAwaiting = true;
    this.#sentMs = performance.now();
    const ended = this.#conn;
    this.#conn = this.#client.conn;
    if (!isLost) return;
    const { parser, pipelinedRequests } = this.#client;
    const wasCut = parser.state !== 'RESPONSE_LINE';
    parser.initialize('RESPONSE');
    pipelinedRequests.clear();
    ended?.removeAllListeners();
    ended?.on('error', () => undefined).destroy();
    this.#isWarm = false;
    // The last request before a polite end (Connection: close) is lost too: that is not an error.
    if (!this.#errorWasTold) this.#lostInARow += 1;
    if (!this.#errorWasTold && (wasCut || this.#lostInARow > 1)) this.#onLost();
    this.#errorWasTold = false;
  }
}
