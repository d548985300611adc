import { appendFileSync, readFileSync } from 'node:fs';
import { attempt } from '../base/attempt.ts';
import { formatCount } from '../base/format.ts';
import type { Budgets } from '../target/environments/environments.ts';
import type { Progress } from '../traffic/watch/progress.ts';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';

/**
 * What is left of a run's budgets. Bursts and the traffic are separate processes: bursts note in a file of the run's folder
 * what they are going to send, and the traffic writes once a second what it has sent.
 */
export class Allowance {
  readonly #budgets: Budgets | undefined;
  readonly #folder: RunFolder;

  /** @param budgets undefined where nothing limits the run */
  constructor(budgets: Budgets | undefined, folder: RunFolder) {
    this.#budgets = budgets;
    this.#folder = folder;
  }

  /** How many requests, and how many writes, are left; infinite without budgets. */
  left(): Budgets {
    if (this.#budgets === undefined)
      return { requests: Number.POSITIVE_INFINITY, writes: Number.POSITIVE_INFINITY };
    const traffic = this.#folder.read<Progress>(RUN_FILES.progress)?.spent ?? { requests: 0, writes: 0 };
    const spent = [traffic, ...this.#noted()];
    return {
      requests: this.#budgets.requests - spent.reduce((sum, { requests }) => sum + requests, 0),
      writes: this.#budgets.writes - spent.reduce((sum, { writes }) => sum + writes, 0),
    };
  }

  /** Notes what a burst has sent. */
  note(spent: Budgets): void {
    if (this.#budgets !== undefined)
      attempt(() => appendFileSync(this.#folder.file(RUN_FILES.spent), `${JSON.stringify(spent)}\n`));
  }

  /** Why the run has to end, since a budget is used up; undefined while none is. */
  usedUp(): string | undefined {
    if (this.#budgets === undefined) return undefined;
    const { requests, writes } = this.left();
    if (writes < 0)
      return `its budget of ${formatCount(this.#budgets.writes)} writes is used up (--write-budget)`;
    if (requests < 0)
      return `its budget of ${formatCount(this.#budgets.requests)} requests is used up (--request-budget)`;
    return undefined;
  }

  #noted(): Budgets[] {
    const text = attempt(() => readFileSync(this.#folder.file(RUN_FILES.spent), 'utf8')) ?? '';
    return text.split('\n').flatMap((line) => attempt(() => JSON.parse(line) as Budgets) ?? []);
  }
}
