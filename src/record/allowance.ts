import { appendFileSync, readFileSync } from 'node:fs';
import { attempt } from '../base/attempt.ts';
import { formatCount, given } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import type { Budgets } from '../target/environments/environments.ts';
import type { Progress } from '../traffic/watch/progress.ts';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';

/**
 * What is left of a run's budgets. Bursts and the traffic are separate processes: a burst notes in a file of the run's folder
 * what it has sent when it ends, and the traffic writes once a second what it has sent.
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
    const { requests, writes } = this.#spent();
    return { requests: this.#budgets.requests - requests, writes: this.#budgets.writes - writes };
  }

  /** Notes what a burst has sent, elsewhere when the run's folder takes no more. */
  note(spent: Budgets): void {
    if (this.#budgets === undefined) return;
    // Half a line may be there, of which the disk took no more.
    const line = `\n${JSON.stringify(spent)}\n`;
    attempt(() => this.#folder.hold(RUN_FILES.spent, (path) => appendFileSync(path, line)));
  }

  /**
   * Why the run has to end, since a budget is used up; undefined while none is. A run that may not write at all, and does not,
   * has used up nothing.
   *
   * @param traffic what the traffic has sent, where the caller knows it; read from the run's folder when left out
   */
  usedUp(traffic?: Budgets): string | undefined {
    if (this.#budgets === undefined) return undefined;
    const spent = this.#spent(traffic);
    const { requests, writes } = this.#budgets;
    if (spent.writes > 0 && spent.writes >= writes)
      return `its budget of ${formatCount(writes)} writes is used up (--write-budget)`;
    if (spent.requests >= requests)
      return `its budget of ${formatCount(requests)} requests is used up (--request-budget)`;
    return undefined;
  }

  #spent(traffic = this.#folder.read<Progress>(RUN_FILES.progress)?.spent): Budgets {
    const spent = [...given(traffic), ...this.#noted()];
    return {
      requests: sum(spent.map(({ requests }) => requests)),
      writes: sum(spent.map(({ writes }) => writes)),
    };
  }

  #noted(): Budgets[] {
    const { spent } = RUN_FILES;
    return [...new Set([this.#folder.file(spent), this.#folder.place(spent)])]
      .flatMap((path) => (attempt(() => readFileSync(path, 'utf8')) ?? '').split('\n'))
      .flatMap((line) => attempt(() => JSON.parse(line) as Budgets) ?? []);
  }
}
