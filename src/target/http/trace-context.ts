import { randomBytes } from 'node:crypto';

/** `00` to `ff`: writing a number as hexadecimal digits for each request would cost more than looking them up. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Makes a W3C `traceparent` for each request, so that a slow one can be found in the target's own traces:
 * 16 hex digits shared by the run's process, then a running number. Each trace has one span of ours, so the span's id may
 * be the same in all. https://www.w3.org/TR/trace-context/
 */
export class TraceContext {
  readonly #run = randomBytes(8).toString('hex');
  #count = 0;
  readonly #end = `-${this.#run}-01`;
  /** The header value up to the last four digits of its running number. */
  #start = `00-${this.#run}000000000000`;
  #last = '';

  /** The next header value; {@link lastTraceId} then names its trace. */
  next(): string {
    this.#count += 1;
    const low = this.#count & 0xffff;
    if (low === 0) {
      const high = Math.floor(this.#count / 0x10000)
        .toString(16)
        .padStart(12, '0');
      this.#start = `00-${this.#run}${high}`;
    }
    this.#last = `${this.#start}${BYTES[low >> 8]}${BYTES[low & 0xff]}${this.#end}`;
    return this.#last;
  }

  get lastTraceId(): string {
    return traceIdOf(this.#last);
  }
}

/** The id of the trace that a `traceparent` names. */
export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35);
}
