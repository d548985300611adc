import { maskOfProcess } from '../../src/base/secrets/known-secrets.ts';
import type { RoundFaults } from '../../src/record/round-record.ts';

/** Kinds of faults that a round lists: of a page that throws something else each time, these say enough. */
const MOST_LISTED = 20;
const ID = /\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi;

/** Counts what went wrong in the pages of a round, by step. Ids are left out, so that the same fault is counted as one. */
export class FaultNotes {
  readonly #counts = new Map<string, { readonly step: string; readonly fault: string; count: number }>();
  #unlisted = 0;

  /** @param fault in words; secrets in it are masked */
  add(step: string, fault: string): void {
    const text = maskOfProcess().text(fault).replaceAll(ID, '{id}');
    const key = JSON.stringify([step, text]);
    const noted = this.#counts.get(key);
    if (noted !== undefined) noted.count += 1;
    else if (this.#counts.size < MOST_LISTED) this.#counts.set(key, { step, fault: text, count: 1 });
    else this.#unlisted += 1;
  }

  /** What was noted so far, in the order of its first time; undefined when there was nothing. */
  sum(): RoundFaults | undefined {
    if (this.#counts.size === 0) return undefined;
    return {
      listed: [...this.#counts.values()].map((noted) => ({ ...noted })),
      ...(this.#unlisted > 0 && { unlisted: this.#unlisted }),
    };
  }
}
