import { randomBytes } from 'node:crypto';

/** `00` to `ff`: writing a number as hexadecimal digits for each request would cost more than looking them up. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Makes a W3C `traceparent` for each request, so that a slow one can be found in the target's own traces:
 * 16 hex digits shared by the run's process, then a running number. https://www.w3.org/TR/trace-context/
 */
export class TraceContext {
  readonly #prefix = randomBytes(8).toString('hex');
  #count = 0;
  /** All digits of the number but the last four. */
  #high = '000000000000';
  #number = '';

  /** The next header value; {@link lastTraceId} then names its trace. */
  next(): string {
    this.#count += 1;
    const low = this.#count & 0xffff;
    if (low === 0)
      this.#high = Math.floor(this.#count / 0x10000)
        .toString(16)
        .padStart(12, '0');
    this.#number = `${this.#high}${BYTES[low >> 8]}${BYTES[low & 0xff]}`;
    return `00-${this.#prefix}${this.#number}-${this.#number}-01`;
  }

  get lastTraceId(): string {
    return this.#prefix + this.#number;
  }
}
