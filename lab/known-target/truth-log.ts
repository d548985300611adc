import type { Blackout, TruthEntry, TruthLog } from './behaviour.ts';

const FIELDS = 4;
/** More than any case sends; the memory is taken at once, so that no garbage collection delays an answer. */
const MOST_ENTRIES = 500_000;

/** A log as it goes from process to process. */
export interface PackedLog {
  readonly values: Float64Array;
  readonly blackouts: readonly Blackout[];
}

/** Keeps what happened to each request in memory of a fixed size. */
export class LogKeeper {
  readonly #values = new Float64Array(FIELDS * MOST_ENTRIES);
  #used = 0;
  #blackouts: Blackout[] = [];

  /** @throws RangeError when there are more than the log can hold, rather than to lose one */
  add({ number, receivedMs, endedMs, ok }: TruthEntry): void {
    this.#values.set([number, receivedMs, endedMs, ok ? 1 : 0], this.#used);
    this.#used += FIELDS;
  }

  addBlackout(blackout: Blackout): void {
    this.#blackouts.push(blackout);
  }

  clear(): void {
    this.#used = 0;
    this.#blackouts = [];
  }

  pack(): PackedLog {
    return { values: this.#values.slice(0, this.#used), blackouts: this.#blackouts };
  }
}

/** The log that was packed. */
export function unpackLog({ values, blackouts }: PackedLog): TruthLog {
  const entries: TruthEntry[] = [];
  for (let at = 0; at < values.length; at += FIELDS) {
    const [number = 0, receivedMs = 0, endedMs = 0, ok = 0] = values.subarray(at, at + FIELDS);
    entries.push({ number, receivedMs, endedMs, ok: ok === 1 });
  }
  return { entries, blackouts };
}
