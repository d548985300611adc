import type { Connection } from '../../target/http/connection.ts';
import type { Operation } from '../../target/operation.ts';
import type { Arrival } from '../arrivals/arrival-gate.ts';

/** A request between its sending and its end. */
export interface RequestUnderWay {
  readonly operation: Operation;
  readonly path: string;
  readonly traceparent: string;
  /** False for a preparation: it is counted, but is in no histogram. */
  readonly isMeasured: boolean;
  /** Set in the open model. */
  readonly arrival: Arrival | undefined;
  /** How much of its latency is the generator's lateness before its turn: in the open model, which counts it; else 0. */
  readonly ownLagUs: number;
  /** Whether the generator was so late with it that others started with it: it is no evidence then. */
  readonly isCrowded: boolean;
  /** When its turn came, on the clock of the connection; 0 in the closed model. */
  readonly turnMs: number;
  /** See `UnderWay`; 0 for a preparation. */
  readonly number: number;
}

/** A measured request that has no end yet. */
export interface WaitingRequest {
  readonly operationId: string;
  /** For how long it has waited for certain, whatever this process may have added; not above 0 when it shows nothing. */
  readonly waitedMs: number;
}

/**
 * How much of the time of a request the generator may have caused, in microseconds.
 *
 * @param sent when its first byte was written, and how much later than possible
 * @param ownDelayUs what may have been added while it was written and its reply read
 */
export function ownUsOf(
  { arrival, ownLagUs, turnMs }: Pick<RequestUnderWay, 'arrival' | 'ownLagUs' | 'turnMs'>,
  { startedMs = turnMs, startDelayMs }: Pick<Connection, 'startedMs' | 'startDelayMs'>,
  ownDelayUs: number,
): number {
  if (arrival === undefined) return ownDelayUs + ownLagUs;
  // From its turn to its first byte it waits for the generator, or for a connection, which is none of its faults.
  return ownDelayUs + ownLagUs + Math.min(startDelayMs, startedMs - turnMs) * 1000;
}
