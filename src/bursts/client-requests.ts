import type { ClientInternals } from './client-internals.ts';

export interface RequestSource {
  /**
   * @param built the one request that autocannon has built for this client
   * @returns the bytes of the next request; undefined when there is nothing left to send
   */
  next(built: Buffer): string | undefined;
  /** Called before the client ends because nothing is left; not for its first request. */
  onEnd(): void;
}

/** Gives one client of autocannon what it sends, in place of autocannon's own list of requests. */
export class ClientRequests {
  readonly #client: ClientInternals;
  readonly #source: RequestSource;
  readonly #built: Buffer;
  #repeatsLast = false;

  /** To be made before the client sends: `setupClient` of autocannon. */
  constructor(client: ClientInternals, source: RequestSource) {
    const { requestIterator } = client;
    this.#client = client;
    this.#source = source;
    this.#built = requestIterator.currentRequest.requestBuffer as Buffer;
    requestIterator.nextRequest = () => this.#next();
    // autocannon sends the first request without asking for the next one.
    if (!this.#take()) this.sendNoMore();
  }

  /** Lets the client end with the request under way, however that ends. */
  sendNoMore(): void {
    this.#client.responseMax = -1;
  }

  /** Sends the last request again instead of the next one. */
  repeatLast(): void {
    this.#repeatsLast = true;
  }

  #next(): void {
    if (this.#repeatsLast) {
      this.#repeatsLast = false;
      return;
    }
    if (this.#take()) return;
    this.#source.onEnd();
    this.#client.destroy();
  }

  /** @returns whether there was another request */
  #take(): boolean {
    const next = this.#source.next(this.#built);
    if (next === undefined) return false;
    this.#client.requestIterator.currentRequest.requestBuffer = next;
    return true;
  }
}
