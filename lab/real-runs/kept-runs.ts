import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine, type Machine } from '../shared/machine.ts';
import { type RealRun, type RunOrder, realRun } from './real-run.ts';

/** A run that is done again and again. */
export interface RealCase extends RunOrder {
  readonly name: string;
  readonly runs: number;
}

/** A result of a run as it is kept, a line in the file of all. */
export type Kept<Result> = Result & {
  readonly name: string;
  readonly at: string;
  readonly seconds: number;
  readonly machine: Machine;
};

export type KeptRun = Kept<RealRun>;

/** How runs are done and looked at. */
export interface Doing<Case, Result> {
  /** @param outputFolder gets the run's folder; a fresh one for each run */
  readonly run: (each: Case, outputFolder: string) => Promise<Result>;
  /** Whether something is wrong with a run: only then its own folder stays, to look at. */
  readonly isOff: (run: Kept<Result>) => boolean;
  /** Gets a line for each run. */
  readonly say: (line: string) => void;
}

/** A run that came to no result. It is not kept, so the next call does it again. */
export interface LostRun {
  readonly name: string;
  readonly error: string;
}

const FILE = 'runs.jsonl';
/** After so many without a result, something else is wrong. */
const MOST_LOST = 3;

/** The runs that are kept in a folder, the earliest first. */
export function keptRuns<Result = RealRun>(folder: string): Kept<Result>[] {
  const path = join(folder, FILE);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Kept<Result>);
}

/** The cases that have fewer runs than they should, one line each: nothing can be said of runs that were never done. */
export function missingRuns(
  cases: readonly { readonly name: string; readonly runs: number }[],
  runs: readonly { readonly name: string }[],
): string[] {
  return cases.flatMap((each) => {
    const done = runs.filter(({ name }) => name === each.name).length;
    return done < each.runs ? [`${each.name}: ${done} of ${each.runs} runs were measured`] : [];
  });
}

/** Does runs through the recording proxy; see {@link doKeptRuns}. */
export function doRuns(
  cases: readonly RealCase[],
  folder: string,
  isOff: (run: KeptRun) => boolean,
  say: (line: string) => void,
): Promise<LostRun[]> {
  return doKeptRuns(cases, folder, { run: realRun, isOff, say });
}

/**
 * Does the runs that are still missing from a folder, one of each case in turn, so that other work of the machine affects
 * all cases. Each run is kept as soon as it is done: a sequence that was interrupted goes on where it was.
 */
export async function doKeptRuns<
  Case extends { readonly name: string; readonly runs: number },
  Result extends { readonly outcome: string },
>(cases: readonly Case[], folder: string, { run, isOff, say }: Doing<Case, Result>): Promise<LostRun[]> {
  mkdirSync(folder, { recursive: true });
  // Without it a signal would leave the run, its target and the busy threads behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const done = Map.groupBy(keptRuns<Result>(folder), ({ name }) => name);
  const missing = cases.map((each) => each.runs - (done.get(each.name)?.length ?? 0));
  const lost: LostRun[] = [];
  for (let turn = 0; turn < Math.max(...missing); turn += 1) {
    for (const [index, each] of cases.entries()) {
      if (turn >= (missing[index] ?? 0)) continue;
      const output = outputOf(each.name, folder);
      const kept = await tryRun(each, output, run);
      if ('error' in kept) {
        lost.push(kept);
        say(`LOST ${each.name}: ${kept.error}`);
        if (lost.length >= MOST_LOST) return lost;
        continue;
      }
      appendFileSync(join(folder, FILE), `${JSON.stringify(kept, rounded)}\n`);
      if (!isOff(kept)) rmSync(output, { recursive: true, force: true });
      const left = (missing[index] ?? 0) - turn - 1;
      say(
        `${isOff(kept) ? 'OFF' : 'ok '} ${each.name}: ${kept.outcome} in ${kept.seconds} s, ${left} more to do`,
      );
    }
  }
  return lost;
}

/** Four decimals are more than any figure is worth, and half of the file. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(4)) : value;
}

function outputOf(name: string, folder: string): string {
  const at = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return join(folder, `${name.replaceAll(/\W+/g, '-')}-${at}`);
}

async function tryRun<Case extends { readonly name: string }, Result>(
  each: Case,
  output: string,
  run: Doing<Case, Result>['run'],
): Promise<Kept<Result> | LostRun> {
  const at = new Date();
  const machine = describeMachine();
  const { name } = each;
  try {
    const result = await run(each, output);
    const seconds = Math.round((Date.now() - at.getTime()) / 1000);
    return { name, at: at.toISOString(), seconds, machine, ...result };
  } catch (error) {
    return { name, error: error instanceof Error ? error.message : String(error) };
  }
}
