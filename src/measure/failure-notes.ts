import { isStatusFailure, type Outcome } from './outcome.ts';

/** With which statuses requests failed, and when: outcomes are only classes of failures. */
export interface FailureNotes {
  /** How many were answered with each status that the operation does not document; left out when none was. */
  readonly statuses?: Readonly<Record<string, number>>;
  /** When the first and the last failed, in milliseconds since the traffic, or the burst, began; left out when none did. */
  readonly failedFromMs?: number;
  readonly failedToMs?: number;
}

/** Notes that are still growing. There are no more of them than statuses in HTTP. */
export class FailureTally {
  readonly #statuses = new Map<number, number>();
  #fromMs: number | undefined;
  #toMs = 0;

  /** @param status 0 when no answer came */
  note(outcome: Outcome, status: number, atMs: number): void {
    if (isStatusFailure(outcome)) this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    this.#fromMs ??= Math.round(atMs);
    this.#toMs = Math.round(atMs);
  }

  /** The notes since the last call, to be spread into a record. */
  take(): FailureNotes {
    if (this.#fromMs === undefined) return {};
    const notes = {
      ...(this.#statuses.size > 0 && { statuses: Object.fromEntries(this.#statuses) }),
      failedFromMs: this.#fromMs,
      failedToMs: this.#toMs,
    };
    this.#statuses.clear();
    this.#fromMs = undefined;
    return notes;
  }
}

/** Sums up notes, to be spread into a record. */
export function sumFailureNotes(parts: Iterable<FailureNotes>): FailureNotes {
  const statuses: Record<string, number> = {};
  let [fromMs, toMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const part of parts) {
    for (const [status, count] of Object.entries(part.statuses ?? {}))
      statuses[status] = (statuses[status] ?? 0) + count;
    fromMs = Math.min(fromMs, part.failedFromMs ?? fromMs);
    toMs = Math.max(toMs, part.failedToMs ?? toMs);
  }
  return {
    ...(Object.keys(statuses).length > 0 && { statuses }),
    ...(fromMs <= toMs && { failedFromMs: fromMs, failedToMs: toMs }),
  };
}
