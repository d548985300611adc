import { randomBytes } from 'node:crypto';

/** `00` to `ff`: looking the digits up costs each request less than writing numbers as hexadecimal text. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The request is sampled (1), and the right half of its trace's id is random (2). */
const FLAGS = '03';

/**
 * Makes a W3C `traceparent` for each request, so that a slow one can be found in the target's own traces. The first 16
 * hex digits of a trace's id are those of the run's process, so a search for them finds all of its requests. The last
 * 16 are random, since samplers keep or drop a trace by them: OpenTelemetry's ratio samplers read the last 7 or 8
 * bytes. Each trace has one span of ours, so all spans may have the same id.
 * https://www.w3.org/TR/trace-context-2/#random-trace-id-flag
 */
export class TraceContext {
  #count: number;
  #start = '';
  #end = '';
  /** What the numbers of the requests are mixed with, one for each half of the random digits. */
  #keys: readonly [number, number] = [0, 0];

  /** @param count requests so far, a whole number of 32 bits; tests begin shortly before the roll-over */
  constructor(count = 0) {
    this.#count = count | 0;
    this.#draw();
  }

  /** The next header value. Its trace's id differs from all before: after 2^32 requests the first half is a new one. */
  next(): string {
    this.#count = (this.#count + 1) | 0;
    if (this.#count === 0) this.#draw();
    const high = mixed(this.#count ^ this.#keys[0]);
    const low = mixed(this.#count ^ this.#keys[1]);
    return (
      `${this.#start}${BYTES[high >>> 24]}${BYTES[(high >>> 16) & 0xff]}${BYTES[(high >>> 8) & 0xff]}${BYTES[high & 0xff]}` +
      `${BYTES[low >>> 24]}${BYTES[(low >>> 16) & 0xff]}${BYTES[(low >>> 8) & 0xff]}${BYTES[low & 0xff]}${this.#end}`
    );
  }

  #draw(): void {
    const run = randomBytes(8).toString('hex');
    const keys = randomBytes(8);
    this.#start = `00-${run}`;
    this.#end = `-${run}-${FLAGS}`;
    this.#keys = [keys.readInt32LE(0), keys.readInt32LE(4)];
  }
}

/**
 * Mixes the bits of a number so that those of 1, 2, 3 … look random; different numbers stay different. The constants
 * are from a search for the least bias: lowbias32 of https://github.com/skeeto/hash-prospector.
 */
function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0xd35a2d97);
  return bits ^ (bits >>> 15);
}

/** The id of the trace that a `traceparent` names. */
export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35);
}
