import type { RecordedRequest } from './recorded-request.ts';

const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/;
const TRACE_PARENT = /\r\ntraceparent: 00-([0-9a-f]{32})-/i;
const BROWSER = /\r\nuser-agent: Mozilla/i;
const SWITCHING_PROTOCOLS = 101;
const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})/;

/**
 * Follows the requests and replies of one connection by the moments at which their bytes pass. A connection carries one
 * request at a time, so a reply has ended with the last bytes before the next request. It needs no lengths, so it does not
 * matter how the reply is encoded, or whether it has a body.
 */
export class RecordedExchange {
  readonly #record: (request: RecordedRequest) => void;
  #begun: Omit<RecordedRequest, 'status' | 'endedMs'> | undefined;
  #status = 0;
  #endedMs: number | undefined;

  constructor(record: (request: RecordedRequest) => void) {
    this.#record = record;
  }

  /** The request under way, or the last one; undefined before the first one and after bytes that are no request. */
  get request(): Pick<RecordedRequest, 'method' | 'path'> | undefined {
    return this.#begun;
  }

  /**
   * Bytes of a request arrived: the beginning of one, or more of its body.
   * @param lateMs how much earlier they may have arrived at most
   */
  sent(bytes: Buffer, nowMs: number, lateMs: number): void {
    const isMoreOfBody = this.#begun !== undefined && this.#endedMs === undefined;
    if (isMoreOfBody) return;
    this.finish();
    const head = bytes.toString('latin1');
    const [, method, path] = REQUEST_LINE.exec(head) ?? [];
    if (method === undefined || path === undefined) return;
    const traceId = TRACE_PARENT.exec(head)?.[1] ?? '';
    this.#begun = { traceId, isFromBrowser: BROWSER.test(head), method, path, receivedMs: nowMs, lateMs };
  }

  /** Bytes of a reply were handed to the client's socket. */
  replied(bytes: Buffer, nowMs: number): void {
    if (this.#begun === undefined) return;
    const status = Number(STATUS_LINE.exec(bytes.toString('latin1', 0, 16))?.[1] ?? 0);
    // An interim reply such as `100 Continue` ends nothing: the request's body may still follow.
    const isInterim = status >= 100 && status < 200 && status !== SWITCHING_PROTOCOLS;
    if (this.#endedMs === undefined && isInterim) return;
    if (this.#endedMs === undefined) this.#status = status;
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
