import type { ServerEntry } from '../server-timing.ts';
import type { LoadEntry } from './page-timeline.ts';

/** One request of a step, from the page's own Resource Timing. Its phases follow one another and add up to it. */
export interface StepRequest {
  /** Path without query: ids and search texts stay out of the report. */
  readonly path: string;
  readonly startMs: number;
  readonly durationMs: number;
  /** Waiting in the browser, for a connection or behind other requests; before connecting, sending and the rest. */
  readonly queueingMs?: number;
  /** Looking up the name, connecting, TLS; 0 on a connection that was open. */
  readonly connectMs?: number;
  /** From sending until the first byte of the answer: the server's time and the way there and back. */
  readonly waitingMs?: number;
  readonly receivingMs?: number;
  /** With its headers; 0 from the cache. */
  readonly transferredBytes?: number;
  readonly serverTiming: readonly ServerEntry[];
}

/** A request of this entry. Of another origin that does not allow its timing, only start and end are known. */
export function stepRequest(entry: LoadEntry): StepRequest {
  const { path, startMs, requestStartMs, responseStartMs, responseEndMs } = entry;
  const whole = { path, startMs, durationMs: responseEndMs - startMs, serverTiming: entry.serverTiming };
  if (requestStartMs === 0 || responseStartMs === 0) return whole;
  const lookingUpMs = entry.domainLookupEndMs - entry.domainLookupStartMs;
  const connectMs = lookingUpMs + entry.connectEndMs - entry.connectStartMs;
  return {
    ...whole,
    queueingMs: requestStartMs - startMs - connectMs,
    connectMs,
    waitingMs: responseStartMs - requestStartMs,
    receivingMs: responseEndMs - responseStartMs,
    transferredBytes: entry.transferredBytes,
  };
}
