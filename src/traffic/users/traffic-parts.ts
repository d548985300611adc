import type { Clock } from '../../base/clock.ts';
import type { Exemplars } from '../../measure/exemplars.ts';
import type { LatencyHistogram } from '../../measure/latency-histogram.ts';
import type { Outcome } from '../../measure/outcome.ts';
import type { Recorder } from '../../measure/recorder.ts';
import type { TraceContext } from '../../target/http/trace-context.ts';
import type { Operation } from '../../target/operation.ts';
import type { ArrivalGate } from '../arrivals/arrival-gate.ts';
import type { Spending } from '../watch/spending.ts';
import type { PreparationTally } from './preparation-tally.ts';

/** An operation as this target offers it: at the catalogue's path or at the environment's own. */
export interface OfferedOperation {
  readonly operation: Operation;
  readonly path: string;
  /**
   * Set only where OPERATIONS narrowed the traffic. `selected` was asked for. `preparation` is sent because a selected
   * operation builds on it; it is not measured, and counted separately.
   */
  readonly role?: 'selected' | 'preparation';
}

/** A failed request, for the debug log: nothing secret is in it. */
export interface FailedRequest {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly outcome: Outcome;
  readonly status: number;
  readonly latencyMs: number | undefined;
  readonly traceId: string;
}

/** What all virtual users of a traffic share. */
export interface TrafficParts {
  readonly offered: ReadonlyMap<string, OfferedOperation>;
  readonly recorder: Recorder;
  readonly preparations?: PreparationTally;
  readonly exemplars: Exemplars;
  /** Counts every request that is sent; nobody by default. */
  readonly spending?: Pick<Spending, 'sent'>;
  readonly trace: TraceContext;
  /** The clock of the users' pauses and connections; the real one by default. */
  readonly clock?: Clock;
  /** Set in the closed model: takes how late users went on after their think time. */
  readonly thinkLag?: LatencyHistogram;
  /** Set in the open model: each request waits here for its turn, and its latency counts from its intended start. */
  readonly gate?: ArrivalGate;
  /** Milliseconds since the traffic began. */
  elapsedMs(): number;
  /** Takes note of what a success made on the target or deleted there. */
  created(operation: Operation, id: string, dealershipId: string): void;
  succeeded(operationId: string): void;
  failed(request: FailedRequest): void;
  /** Called when a user ends its connection. */
  left?(): void;
}
