/** What the server itself knows of the requests since the last reset. */
export interface ServerTruth {
  readonly requests: number;
  /** From the request's last byte read to its reply being handed to the socket, in milliseconds; null without any. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

/** Every latency of a run, kept as it is: the percentiles are exact (nearest rank). */
export class TruthLog {
  #latenciesMs: number[] = [];
  requests = 0;

  add(latencyMs: number): void {
    this.#latenciesMs.push(latencyMs);
  }

  reset(): void {
    this.#latenciesMs = [];
    this.requests = 0;
  }

  truth(): ServerTruth {
    const sorted = Float64Array.from(this.#latenciesMs).sort();
    const at = (percentile: number) => sorted[Math.ceil((percentile / 100) * sorted.length) - 1] ?? null;
    return { requests: this.requests, p50Ms: at(50), p95Ms: at(95), p99Ms: at(99) };
  }
}
