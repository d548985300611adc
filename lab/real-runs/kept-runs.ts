import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { counted, timeInName } from '../../src/base/format.ts';
import { takeFreeLock } from '../../src/base/process-lock.ts';
import { SuiteError } from '../../src/base/suite-error.ts';
import { suiteCommit } from '../../src/run/suite-facts.ts';
import { describeMachine, type Machine } from '../shared/machine.ts';
import { type RealRun, type RunOrder, realRun } from './real-run.ts';
import { runCode, runCodeAtStart } from './run-code.ts';
import { realOrder } from './run-order.ts';
import { inTurns, type RunInTurn, runsOf } from './runs-of-cases.ts';

/** A run that is done again and again. */
export interface RealCase extends RunOrder {
  readonly name: string;
  readonly runs: number;
}

/** A result of a run as it is kept, a line in the file of all. */
export type Kept<Result> = Result & {
  readonly name: string;
  /** From 1 on, the runs of each case counted by themselves. */
  readonly number: number;
  readonly at: string;
  readonly seconds: number;
  /** As it was before the first run of the same call. */
  readonly machine: Machine;
  /** Of the code that made it; see {@link runCode}. */
  readonly code: string;
  /** Hash of what was done in it; see `orderHash`. Left out by versions that did not keep it. */
  readonly order?: string;
  /** Of the suite, `+` at its end when files differ from it; left out outside a git repository. */
  readonly commit?: string;
  /** How many runs were done at a time. */
  readonly atOnce: number;
};

export type KeptRun = Kept<RealRun>;

/** A run to do. */
export interface RunToDo {
  /** From 1 on, the runs of its case counted by themselves. */
  readonly number: number;
  /** Gets the run's folder; a fresh one for each run. */
  readonly outputFolder: string;
  /** Aborted when the run has to end: nobody waits for its result any more. */
  readonly signal: AbortSignal;
}

/** How runs are done and looked at. */
export interface Doing<Case, Result> {
  readonly run: (each: Case, todo: RunToDo) => Promise<Result>;
  /** Hash of what is done in a run of a case. */
  readonly orderOf: (each: Case) => string;
  /** Whether something is wrong with a run: only then its own folder stays, to look at. */
  readonly isOff: (run: Kept<Result>) => boolean;
  /** Gets a line for each run. */
  readonly say: (line: string) => void;
  /** How many runs at the same time, 1 by default. */
  readonly atOnce?: number;
  /** Hash of the code that makes runs at this moment. */
  readonly codeNow?: () => string;
}

/** A run that came to no result, and to none either when it was done again at the end. The next call does it again. */
export interface LostRun {
  readonly name: string;
  readonly error: string;
}

const FILE = 'runs.jsonl';
const LOCK = 'runs.lock';
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** After so many in a row without a result, for each that is done at a time, something else is wrong. */
const MOST_LOST = 3;

/** All runs that are kept in a folder, whatever code made them, in the order in which they were done. */
export function keptRunsOfAnyCode<Result = RealRun>(folder: string): Kept<Result>[] {
  const path = join(folder, FILE);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Kept<Result>);
}

/**
 * The runs that are kept in a folder, the earliest first. Those of other code are left out.
 *
 * @param say gets a line about those that are left out, if there are some
 */
export function keptRuns<Result = RealRun>(
  folder: string,
  say: (line: string) => void = () => undefined,
  code = runCodeAtStart(),
): Kept<Result>[] {
  const all = keptRunsOfAnyCode<Result>(folder);
  const runs = all.filter((run) => run.code === code);
  if (runs.length < all.length)
    say(
      `${join(folder, FILE)}: other code made ${counted(all.length - runs.length, 'run')} of ${all.length}: not counted`,
    );
  return runs;
}

/** Does runs through the recording proxy; see {@link doKeptRuns}. */
export function doRuns(
  cases: readonly RealCase[],
  folder: string,
  isOff: (run: KeptRun) => boolean,
  say: (line: string) => void,
): Promise<LostRun[]> {
  return doKeptRuns(cases, folder, { run: realRun, orderOf: realOrder, isOff, say });
}

/**
 * Does the runs that are still missing from a folder, one of each case in turn, so that other work of the machine affects
 * all cases. Each run is kept as soon as it is done: a sequence that was interrupted goes on where it was. A run without a
 * result, after a bad minute of the machine for example, is done once more at the end.
 *
 * @throws SuiteError (RUN_CUT_SHORT) after Ctrl-C, when the runs that were on have ended, when the code was changed, and
 * after too many runs in a row without a result; (OUTPUT_UNUSABLE) when another process does runs in the folder
 */
export async function doKeptRuns<
  Case extends { readonly name: string; readonly runs: number },
  Result extends { readonly outcome: string },
>(cases: readonly Case[], folder: string, doing: Doing<Case, Result>): Promise<LostRun[]> {
  mkdirSync(folder, { recursive: true });
  const giveBack = takeFreeLock(join(folder, LOCK));
  if (giveBack === undefined)
    throw new SuiteError('OUTPUT_UNUSABLE', {
      checked: `the runs that are kept in ${folder}`,
      found: 'another process that does runs there, and runs next to each other measure each other',
      right: 'this call when the other one has ended',
    });
  try {
    return await doMissing(cases, folder, doing);
  } finally {
    giveBack();
  }
}

async function doMissing<
  Case extends { readonly name: string; readonly runs: number },
  Result extends { readonly outcome: string },
>(cases: readonly Case[], folder: string, doing: Doing<Case, Result>): Promise<LostRun[]> {
  const { say, atOnce = 1, codeNow = runCode } = doing;
  const code = doing.codeNow === undefined ? runCodeAtStart() : codeNow();
  const commit = suiteCommit();
  const facts = { machine: describeMachine(), code, ...(commit !== undefined && { commit }), atOnce };
  const queue = inTurns(cases, runsOf(cases, keptRuns<Result>(folder, say, code), doing.orderOf));
  const stop = new AbortController();
  // The first one lets the runs and their targets end, the second does not wait for them.
  const stopping = () =>
    stop.signal.aborted ? process.exit(1) : stop.abort('Ctrl-C, or the end of what waited for the runs');
  for (const signal of SIGNALS) process.on(signal, stopping);
  const lost: LostRun[] = [];
  const isRepeated = new Set<RunInTurn<Case>>();
  let lostInARow = 0;
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (stop.signal.aborted || lostInARow >= MOST_LOST * atOnce) return;
      const { each, number } = next;
      const outputFolder = outputOf(each.name, number, folder);
      const kept = await tryRun<Case, Result>(
        each,
        { number, outputFolder, signal: stop.signal },
        doing,
        facts,
      );
      if (codeNow() !== code) stop.abort('other code than at the start, which makes other runs');
      if (stop.signal.aborted) rmSync(outputFolder, { recursive: true, force: true });
      else if ('error' in kept) {
        lostInARow += 1;
        say(`LOST ${each.name}: ${kept.error}`);
        if (isRepeated.has(next)) lost.push(kept);
        else queue.push(next);
        isRepeated.add(next);
      } else {
        lostInARow = 0;
        const isOff = doing.isOff(kept);
        appendFileSync(join(folder, FILE), `${JSON.stringify(kept, rounded)}\n`);
        if (!isOff) rmSync(outputFolder, { recursive: true, force: true });
        const left = queue.filter((other) => other.each === each).length;
        say(
          `${isOff ? 'OFF' : 'ok '} ${each.name}: ${kept.outcome} in ${kept.seconds} s, ${left} more to do`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const signal of SIGNALS) process.off(signal, stopping);
  if (stop.signal.aborted) throw stoppedError(folder, String(stop.signal.reason));
  if (lostInARow >= MOST_LOST * atOnce)
    throw stoppedError(folder, `${lostInARow} runs in a row without a result`);
  return lost;
}

function stoppedError(folder: string, found: string): SuiteError {
  return new SuiteError('RUN_CUT_SHORT', {
    checked: `the runs that are kept in ${folder}`,
    found,
    right: 'the same call once more, which goes on with those that were done',
  });
}

/** Four decimals are more than any figure is worth, and half of the file. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(4)) : value;
}

function outputOf(name: string, number: number, folder: string): string {
  return join(folder, `${name.replaceAll(/\W+/g, '-')}-${number}-${timeInName(new Date())}`);
}

async function tryRun<Case extends { readonly name: string }, Result>(
  each: Case,
  todo: RunToDo,
  { run, orderOf }: Pick<Doing<Case, Result>, 'run' | 'orderOf'>,
  facts: Pick<Kept<unknown>, 'machine' | 'code' | 'commit' | 'atOnce'>,
): Promise<Kept<Result> | LostRun> {
  const at = new Date();
  const { name } = each;
  const order = orderOf(each);
  try {
    const result = await run(each, todo);
    const seconds = Math.round((Date.now() - at.getTime()) / 1000);
    return { name, number: todo.number, at: at.toISOString(), seconds, ...facts, order, ...result };
  } catch (error) {
    return { name, error: error instanceof Error ? error.message : String(error) };
  }
}
