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

/** The slowest requests of one operation. */
interface Kept {
  readonly slowest: Exemplar[];
  /** What a further one has to exceed; below 0 while there is room. At hand, since each request is held against it. */
  leastMs: number;
}

/** Keeps the slowest requests of each operation: a fixed number, however many are offered. */
export class Exemplars {
  readonly #perOperation: number;
  readonly #kept = new Map<string, Kept>();

  constructor(perOperation = 3) {
    this.#perOperation = perOperation;
  }

  /** Whether a latency would be kept, so that the exemplar need not be built when it would not. */
  wants(operationId: string, latencyMs: number): boolean {
    return latencyMs > (this.#kept.get(operationId)?.leastMs ?? -1);
  }

  offer(exemplar: Exemplar): void {
    const kept = this.#kept.get(exemplar.operationId) ?? { slowest: [], leastMs: -1 };
    const { slowest } = kept;
    slowest.push(exemplar);
    slowest.sort((a, b) => b.latencyMs - a.latencyMs);
    slowest.length = Math.min(slowest.length, this.#perOperation);
    kept.leastMs = slowest[this.#perOperation - 1]?.latencyMs ?? -1;
    this.#kept.set(exemplar.operationId, kept);
  }

  /** All kept ones, slowest first. */
  all(): Exemplar[] {
    return [...this.#kept.values()]
      .flatMap(({ slowest }) => slowest)
      .sort((a, b) => b.latencyMs - a.latencyMs);
  }
}
