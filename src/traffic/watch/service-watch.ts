import type { ServiceSlice } from '../../measure/slice.ts';

/** The counts of one service since the last slice. */
interface Counts {
  fromSecond: number | undefined;
  answered: number[];
  /** By second and what became of the request, e.g. `12 503`. */
  lost: Map<string, number>;
}

/** Counts by service and second which requests were answered and which were lost: an outage shows in that. */
export class ServiceWatch {
  readonly #services = new Map<string, Counts>();
  /** The same counts, by operation: no name is cut while requests are measured. */
  readonly #operations = new Map<string, Counts>();

  /** @param operations all that the traffic sends */
  constructor(operations: Iterable<{ readonly id: string; readonly service: string }>) {
    for (const { id, service } of operations) {
      const counts = this.#services.get(service) ?? { fromSecond: undefined, answered: [], lost: new Map() };
      this.#services.set(service, counts);
      this.#operations.set(id, counts);
    }
  }

  /** Takes note of an answer, a refusal among them. */
  answered(operationId: string, atMs: number): void {
    const counts = this.#operations.get(operationId);
    if (counts === undefined) return;
    const second = Math.floor(atMs / 1000);
    counts.fromSecond ??= second;
    const { answered, fromSecond } = counts;
    while (answered.length <= second - fromSecond) answered.push(0);
    answered[second - fromSecond] = (answered[second - fromSecond] ?? 0) + 1;
  }

  /**
   * Takes note of a request that was not served.
   * @param by a status, or how it failed
   */
  lost(operationId: string, sentMs: number, by: string): void {
    const lost = this.#operations.get(operationId)?.lost;
    const key = `${Math.floor(sentMs / 1000)} ${by}`;
    lost?.set(key, (lost.get(key) ?? 0) + 1);
  }

  /** Empties the counts into a slice; services that nothing was asked of are left out. */
  takeSlice(): Record<string, ServiceSlice> {
    const slice: Record<string, ServiceSlice> = {};
    for (const [service, counts] of this.#services) {
      const { fromSecond = 0, answered, lost } = counts;
      if (answered.length === 0 && lost.size === 0) continue;
      const lists = [...lost].map(([key, count]) => {
        const [second, by = ''] = key.split(' ');
        return { second: Number(second), by, count };
      });
      slice[service] = { fromSecond, answered, ...(lists.length > 0 && { lost: lists }) };
      Object.assign(counts, { fromSecond: undefined, answered: [], lost: new Map() });
    }
    return slice;
  }
}
