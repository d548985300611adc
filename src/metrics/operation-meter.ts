import { isFailure, OUTCOMES, type Outcome, outcomeIndex } from '../measure/outcome.ts';
import { LatencyBuckets } from './latency-buckets.ts';

/** An operation, or a thing measured on sockets, and the service that it belongs to. */
export interface MeteredOperation {
  readonly id: string;
  readonly service: string;
}

/** What one operation did since the run began. Memory is fixed. */
export class OperationMeter {
  readonly labels: { readonly operation: string; readonly service: string };
  readonly successes = new LatencyBuckets();
  readonly failures = new LatencyBuckets();
  readonly #outcomes = new Float64Array(OUTCOMES.length);
  #bytesReceived = 0;

  constructor({ id, service }: MeteredOperation) {
    this.labels = { operation: id, service };
  }

  /**
   * Adds the end of a request.
   * @param latencyUs undefined when no answer came, or when the latency is not one of the scenario's users alone
   */
  ended(outcome: Outcome, latencyUs: number | undefined, bytesReceived: number): void {
    const index = outcomeIndex(outcome);
    this.#outcomes[index] = (this.#outcomes[index] ?? 0) + 1;
    this.#bytesReceived += bytesReceived;
    if (latencyUs === undefined) return;
    if (outcome === 'ok') this.successes.record(latencyUs);
    else if (isFailure(outcome)) this.failures.record(latencyUs);
  }

  /** How many ended so. */
  count(outcome: Outcome): number {
    return this.#outcomes[outcomeIndex(outcome)] ?? 0;
  }

  get bytesReceived(): number {
    return this.#bytesReceived;
  }
}
