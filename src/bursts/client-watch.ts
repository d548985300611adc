import type { Socket } from 'node:net';
import type autocannon from 'autocannon';

/** What a client of autocannon 9 has beyond its types. */
interface ClientInternals extends NodeJS.EventEmitter {
  readonly conn: Socket;
  readonly pipelinedRequests: { clear(): void };
}

/**
 * Follows one client of autocannon over its connections. When a connection ends, autocannon opens the next one and
 * sends anew, but keeps the lost request in its queue, so that every later answer is taken for that of the request
 * before it and reads as too slow; it listens to the old socket on; and a connection that was closed without an answer
 * is no error to it, so that it reconnects to such a target in a tight loop.
 */
export class ClientWatch {
  readonly #client: ClientInternals;
  readonly #onSilent: () => void;
  #conn: Socket | undefined;
  #isAwaiting = false;
  #errorWasTold = false;
  #lostInARow = 0;
  #isWarm = false;

  /** @param onSilent told of each connection that ended without a single answer, from the second in a row on */
  constructor(client: autocannon.Client, onSilent: () => void) {
    this.#client = client as unknown as ClientInternals;
    this.#onSilent = onSilent;
    this.#client.on('request', () => this.#sending());
    this.#client.on('connError', () => {
      this.#errorWasTold = true;
    });
    this.#client.on('timeout', () => {
      this.#lostInARow = 0;
    });
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
    const ended = this.#conn;
    this.#conn = this.#client.conn;
    if (!isLost) return;
    this.#isWarm = false;
    this.#client.pipelinedRequests.clear();
    ended?.removeAllListeners();
    ended?.on('error', () => undefined).destroy();
    // The last request before a polite end (Connection: close) is lost too: that one is no error.
    if (!this.#errorWasTold) this.#lostInARow += 1;
    this.#errorWasTold = false;
    if (this.#lostInARow > 1) this.#onSilent();
  }
}
