import type { RecordedRequest } from './recorded-request.ts';

const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/;
const TRACE_PARENT = /\r\ntraceparent: 00-([0-9a-f]{32})-/i;
const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})/;

/**
 * Follows the requests and replies of one connection by the moments at which their bytes pass. A connection carries one
 * request at a time, so a reply has ended with the last bytes before the next request.
 */
export class RecordedExchange {
  readonly #record: (request: RecordedRequest) => void;
  #begun: Omit<RecordedRequest, 'status' | 'endedMs'> | undefined;
  #status = 0;
  #endedMs: number | undefined;

  constructor(record: (request: RecordedRequest) => void) {
    this.#record = record;
  }

  /** Bytes of a request arrived: the beginning of one, or more of its body. */
  sent(bytes: Buffer, nowMs: number): void {
    if (this.#begun !== undefined && this.#endedMs === undefined) return;
    this.finish();
    const head = bytes.toString('latin1');
    const [, method, path] = REQUEST_LINE.exec(head) ?? [];
    const traceId = TRACE_PARENT.exec(head)?.[1];
    if (method !== undefined && path !== undefined && traceId !== undefined)
      this.#begun = { traceId, method, path, receivedMs: nowMs };
  }

  /** Bytes of a reply were handed to the client's socket. */
  replied(bytes: Buffer, nowMs: number): void {
    if (this.#begun === undefined) return;
    if (this.#endedMs === undefined)
      this.#status = Number(STATUS_LINE.exec(bytes.toString('latin1', 0, 16))?.[1] ?? 0);
    this.#endedMs = nowMs;
  }

  /** Records the exchange under way, if its reply came. Call it when the connection closes, too. */
  finish(): void {
    if (this.#begun !== undefined && this.#endedMs !== undefined)
      this.#record({ ...this.#begun, status: this.#status, endedMs: this.#endedMs });
    this.#begun = undefined;
    this.#endedMs = undefined;
  }
}
