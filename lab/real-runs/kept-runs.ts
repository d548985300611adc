import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine, type Machine } from '../shared/machine.ts';
import { type RealRun, type RunOrder, realRun } from './real-run.ts';

/** A run that is done again and again. */
export interface RealCase extends RunOrder {
  readonly name: string;
  readonly runs: number;
}

/** A run as it is kept, a line in the file of all. */
export interface KeptRun extends RealRun {
  readonly name: string;
  readonly at: string;
  readonly seconds: number;
  readonly machine: Machine;
}

/** A run that came to no result. It is not kept, so the next call does it again. */
export interface LostRun {
  readonly name: string;
  readonly error: string;
}

const FILE = 'runs.jsonl';
/** After so many in a row without a result, something else is wrong. */
const MOST_LOST = 3;

/** The runs that are kept in a folder, the earliest first. */
export function keptRuns(folder: string): KeptRun[] {
  const path = join(folder, FILE);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as KeptRun);
}

/**
 * Does the runs that are still missing from a folder, one of each case in turn, so that other work of the machine affects
 * all cases. Each run is kept as soon as it is done: a sequence that was interrupted goes on where it was.
 *
 * @param isOff whether something is wrong with a run: only then its own folder stays, to look at
 * @param say gets a line for each run
 */
export async function doRuns(
  cases: readonly RealCase[],
  folder: string,
  isOff: (run: KeptRun) => boolean,
  say: (line: string) => void,
): Promise<LostRun[]> {
  mkdirSync(folder, { recursive: true });
  // Without it a signal would leave the run, its target and the busy threads behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const done = Map.groupBy(keptRuns(folder), ({ name }) => name);
  const missing = cases.map((each) => each.runs - (done.get(each.name)?.length ?? 0));
  const lost: LostRun[] = [];
  for (let turn = 0; turn < Math.max(...missing); turn += 1) {
    for (const [index, each] of cases.entries()) {
      if (turn >= (missing[index] ?? 0)) continue;
      const run = await tryRun(each, folder);
      if ('error' in run) {
        lost.push(run);
        say(`LOST ${each.name}: ${run.error}`);
        if (lost.length >= MOST_LOST) return lost;
        continue;
      }
      appendFileSync(join(folder, FILE), `${JSON.stringify(run, rounded)}\n`);
      if (!isOff(run)) rmSync(run.output, { recursive: true, force: true });
      const left = (missing[index] ?? 0) - turn - 1;
      say(
        `${isOff(run) ? 'OFF' : 'ok '} ${each.name}: ${run.outcome} in ${run.seconds} s, ${left} more to do`,
      );
    }
  }
  return lost;
}

/** Four decimals are more than any figure is worth, and half of the file. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(4)) : value;
}

async function tryRun(each: RealCase, folder: string): Promise<KeptRun | LostRun> {
  const at = new Date();
  const output = join(
    folder,
    `${each.name.replaceAll(/\W+/g, '-')}-${at.toISOString().slice(0, 19).replaceAll(':', '-')}`,
  );
  const machine = describeMachine();
  try {
    const run = await realRun(each, output);
    const seconds = Math.round((Date.now() - at.getTime()) / 1000);
    return { name: each.name, at: at.toISOString(), seconds, machine, ...run };
  } catch (error) {
    return { name: each.name, error: error instanceof Error ? error.message : String(error) };
  }
}
