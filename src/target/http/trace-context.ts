import { randomBytes } from 'node:crypto';

/**
 * Makes a W3C `traceparent` for each request, so that a slow one can be found in the target's own traces:
 * 16 hex digits shared by the run's process, then a running number. https://www.w3.org/TR/trace-context/
 */
export class TraceContext {
  readonly #prefix = randomBytes(8).toString('hex');
  #count = 0;
  #traceId = '';

  /** The next header value; {@link lastTraceId} then names its trace. */
  next(): string {
    this.#count += 1;
    const number = this.#count.toString(16).padStart(16, '0');
    this.#traceId = this.#prefix + number;
    return `00-${this.#traceId}-${number}-01`;
  }

  get lastTraceId(): string {
    return this.#traceId;
  }
}
