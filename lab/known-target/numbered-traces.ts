import { TraceContext } from '../../src/target/http/trace-context.ts';

const PREFIX = 'traceparent: 00-';
/** Digits of the trace id before those of the number, and digits of the number. */
const [RUN_DIGITS, NUMBER_DIGITS] = [16, 16];
const NUMBER_AT = '00-'.length + RUN_DIGITS;

/**
 * The suite's trace contexts with the number of the request, 1 for the first, in place of the random digits. A known
 * target logs that number, so its log shows the order in which the requests were sent.
 */
export class NumberedTraces extends TraceContext {
  #sent = 0;

  override next(): string {
    this.#sent += 1;
    const random = super.next();
    const number = this.#sent.toString(16).padStart(NUMBER_DIGITS, '0');
    return random.slice(0, NUMBER_AT) + number + random.slice(NUMBER_AT + NUMBER_DIGITS);
  }
}

/** The number of the request with this head; 0 without a `traceparent`. */
export function numberOf(head: string): number {
  const at = head.indexOf(PREFIX);
  const from = at + PREFIX.length + RUN_DIGITS;
  return at < 0 ? 0 : Number.parseInt(head.slice(from, from + NUMBER_DIGITS), 16);
}
