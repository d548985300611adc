/** One of the slowest requests of an operation, to be looked up on the target's side. */
export interface Exemplar {
  readonly operationId: string;
  readonly traceId: string;
  readonly latencyMs: number;
  /** Milliseconds since the traffic began. */
  readonly atMs: number;
  readonly status: number;
  /** The target's own Server-Timing header, or an empty string. */
  readonly serverTiming: string;
}

/** Keeps the slowest requests of each operation: a fixed number, however many are offered. */
export class Exemplars {
  readonly #perOperation: number;
  readonly #kept = new Map<string, Exemplar[]>();

  constructor(perOperation = 3) {
    this.#perOperation = perOperation;
  }

  /** Whether a latency would be kept, so that the exemplar need not be built when it would not. */
  wants(operationId: string, latencyMs: number): boolean {
    const kept = this.#kept.get(operationId);
    return (
      kept === undefined || kept.length < this.#perOperation || latencyMs > (kept.at(-1)?.latencyMs ?? 0)
    );
  }

  offer(exemplar: Exemplar): void {
    const kept = this.#kept.get(exemplar.operationId) ?? [];
    kept.push(exemplar);
    kept.sort((a, b) => b.latencyMs - a.latencyMs);
    kept.length = Math.min(kept.length, this.#perOperation);
    this.#kept.set(exemplar.operationId, kept);
  }

  /** All kept ones, slowest first. */
  all(): Exemplar[] {
    return [...this.#kept.values()].flat().sort((a, b) => b.latencyMs - a.latencyMs);
  }
}
