import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { latestRun } from '../../src/record/find-run.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { NO_ENV_FILE } from '../../src/settings/env-file.ts';
import type { Condition } from './conditions.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Takes the permission away to raise a priority, as most accounts have none: https://man7.org/linux/man-pages/man1/setpriv.1.html. */
const WITHOUT_PRIORITY = ['setpriv', '--bounding-set=-sys_nice', '--inh-caps=-sys_nice'];

/** Variables of this process that a run gets: where programs, browsers and temporary files are. */
const HANDED_ON = [
  'PATH',
  'HOME',
  'TMPDIR',
  'DESK_BROWSER',
  'PLAYWRIGHT_BROWSERS_PATH',
  'NODE_COMPILE_CACHE',
] as const;

/** What to run. */
export interface SuiteOrder {
  readonly condition: Condition;
  /** A scenario, or `baseline`. */
  readonly project: string;
  /** Further arguments of the test runner, such as the one file of tests to run. */
  readonly only?: readonly string[];
  /** Environment variables of the run. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A run that goes on. */
export interface RunningSuite {
  /** Id of the test runner's process. */
  readonly runner: number;
  /** Ends with the run. */
  readonly signal: AbortSignal;
  /** When the traffic began, in ms since the epoch; undefined before that. */
  begunAtMs(): number | undefined;
}

/** Where a run leaves its folder, and what ends it early. */
export interface SuiteTodo {
  /** Gets the run's folder; a fresh one for each run. */
  readonly outputFolder: string;
  /** Aborted when the run has to end. */
  readonly signal: AbortSignal;
}

/**
 * Runs the suite against a target, and waits for its end.
 *
 * @param during what to do at the same time; it ends when the signal of the run does
 * @returns the exit code, -1 after a signal
 */
export async function runSuite(
  { condition, project, only = [], settings }: SuiteOrder,
  origin: string,
  { outputFolder, signal }: SuiteTodo,
  during?: (suite: RunningSuite) => Promise<void>,
): Promise<number> {
  const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');
  const command = [process.execPath, playwright, 'test', `--project=${project}`, ...only];
  const [program = '', ...args] = condition.mayGoFirst ? command : [...WITHOUT_PRIORITY, ...command];
  const child = spawn(program, args, {
    cwd: PROJECT,
    env: { ...runEnvironment(process.env, settings), BASE_URL: origin, OUTPUT_DIR: outputFolder },
    stdio: ['ignore', 'ignore', 'inherit'],
    // A session of its own, as a person's terminal is: this one's scheduling group may have been raised.
    detached: true,
  });
  const end = () => child.kill();
  process.once('exit', end);
  signal.addEventListener('abort', end);
  const ended = new AbortController();
  const exit = once(child, 'exit').finally(() => {
    process.off('exit', end);
    signal.removeEventListener('abort', end);
    ended.abort();
  });
  const { pid: runner } = child;
  const atTheSameTime =
    runner === undefined
      ? undefined
      : during?.({ runner, signal: ended.signal, begunAtMs: () => begunAtMs(outputFolder) });
  // An error of either is thrown when both have ended: no run goes on next to the following one.
  const [exited, other] = await Promise.allSettled([exit, atTheSameTime]);
  if (other.status === 'rejected') throw other.reason;
  if (exited.status === 'rejected') throw exited.reason;
  const [code] = exited.value as [number | null];
  return code ?? -1;
}

/**
 * The variables of a run, but for its address and its folder: nothing that a shell or a `.env` sets for other runs may change
 * what is measured here.
 *
 * @param own variables of this process
 * @param settings of the run
 */
export function runEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  settings: SuiteOrder['settings'],
): Record<string, string> {
  return { ...machineEnvironment(own), CI: 'true', ENV_FILE: NO_ENV_FILE, ...settings };
}

/** Of these variables, this process's by default, those that say where things are on this machine, and change nothing that is measured. */
export function machineEnvironment(
  own: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const handedOn = HANDED_ON.flatMap((name) => {
    const value = own[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(handedOn);
}

function begunAtMs(outputFolder: string): number | undefined {
  return latestRun(outputFolder)?.read<{ startedAtMs: number }>(RUN_FILES.clock)?.startedAtMs;
}
