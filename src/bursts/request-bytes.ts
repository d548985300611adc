import { splitAddress } from '../target/http/address.ts';
import type { BurstRequest } from './burst-request.ts';

/**
 * The bytes of a burst's requests. autocannon builds one request with its headers; each further one differs from it in
 * its first line and its body only. To have autocannon build every one took a quarter of a burst's CPU time.
 */
export class RequestBytes {
  readonly #request: BurstRequest;
  /** Method, and what the paths on the target begin with. */
  readonly #begin: string;
  /** From the end of the first line to the last header, its end of line included. */
  readonly #headers: string;

  /** @param built a request of this burst without a body, as autocannon built it */
  constructor(request: BurstRequest, built: Buffer) {
    this.#request = request;
    this.#begin = `${request.operation.method} ${splitAddress(request.origin).prefix}`;
    const text = built.toString();
    this.#headers = text.slice(text.indexOf(LINE_END), -LINE_END.length);
  }

  /** The next request; undefined when there is nothing left to send. */
  next(): string | undefined {
    const next = this.#request.next();
    if (next === undefined) return undefined;
    const { path, body = '' } = next;
    const head = `${this.#begin}${path} HTTP/1.1${this.#headers}`;
    if (body === '') return head + LINE_END;
    return `${head}Content-Length: ${Buffer.byteLength(body)}${LINE_END}${LINE_END}${body}`;
  }
}

const LINE_END = '\r\n';
