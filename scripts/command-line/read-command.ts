import { resolve } from 'node:path';
import { closest } from '../../src/base/closest.ts';
import { SuiteError } from '../../src/base/suite-error.ts';
import { loadTables } from '../../src/record/load-tables.ts';
import { readRunSettings } from '../../src/settings/run-settings.ts';
import { ENVIRONMENT_NAMES } from '../../src/target/environments/environment.ts';
import { resolveTarget } from '../../src/target/environments/resolve-target.ts';
import { selectOperations } from '../../src/target/select-operations.ts';
import { FLAGS, type Flag, type GivenFlags } from './flags.ts';
import { splitArguments } from './split-arguments.ts';

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'run';
      /** Name of the Playwright project. */
      readonly scenario: string;
      /** The environment of the run: what was there, with what the flags set. */
      readonly env: NodeJS.ProcessEnv;
      readonly isCi: boolean;
      readonly open: boolean;
      readonly passedOn: readonly string[];
    };

/**
 * What the command line can run: the scenarios of the tables, and the bursts.
 * @throws SuiteError when the tables have a mistake
 */
export function runnable(env: NodeJS.ProcessEnv): readonly string[] {
  return [...Object.keys(loadTables(env).scenarios), 'baseline'];
}

/**
 * Reads a command line, and checks every setting of the run with it, whether a flag or a variable set it.
 *
 * @param cwd the caller's folder: a relative --output-dir is meant from there
 * @throws SuiteError with one line on the first thing that is wrong
 */
export function readCommand(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Command {
  const { words, flags, passedOn } = splitArguments(args);
  if (flags.help === true) return { kind: 'help' };
  const [scenario, environment = env.ENVIRONMENT?.trim() || 'development', ...others] = words;
  oneOf('the scenario', scenario, runnable(env));
  oneOf('the environment', environment, ENVIRONMENT_NAMES);
  if (others.length > 0)
    throw bad(
      'the words after the environment',
      JSON.stringify(others.join(' ')),
      'none; flags begin with --',
    );
  refuseContradictions(scenario, flags);

  const isCi = flags.ci === true || !['', 'false', '0'].includes(env.CI?.trim() ?? '');
  const runEnv: NodeJS.ProcessEnv = { ...env, ...variablesOf(flags, cwd), ENVIRONMENT: environment };
  if (isCi) {
    runEnv.NO_COLOR = '1';
    delete runEnv.FORCE_COLOR;
  } else {
    delete runEnv.CI;
  }
  inWordsOfFlags(flags, () => {
    const { operations } = readRunSettings(runEnv);
    if (operations !== undefined) selectOperations(operations);
    resolveTarget(runEnv);
  });
  return { kind: 'run', scenario, env: runEnv, isCi, open: flags.open === true, passedOn };
}

function oneOf(what: string, word: string | undefined, words: readonly string[]): asserts word is string {
  if (word !== undefined && words.includes(word)) return;
  const [likely] = word === undefined ? [] : closest(word, words, 1);
  throw bad(
    what,
    word === undefined ? 'none' : JSON.stringify(word),
    likely === undefined ? `one of ${words.join(', ')}` : `${likely}, most likely (of ${words.join(', ')})`,
  );
}

function refuseContradictions(scenario: string, flags: GivenFlags): void {
  const shaping = (['vus', 'duration', 'rate'] as const).find((name) => flags[name] !== undefined);
  if (scenario === 'baseline' && shaping !== undefined)
    throw bad(
      `the flag --${shaping}`,
      'it with baseline, which has neither users nor stages',
      'a scenario that has them, or baseline without the flag',
    );
  if (flags.open === true && flags.ci === true)
    throw bad('--open', 'it beside --ci, which opens nothing', 'one of them');
}

function variablesOf(flags: GivenFlags, cwd: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(flags)) {
    const flag: Flag = FLAGS[name as keyof typeof FLAGS];
    if (flag.kind !== 'own') variables[flag.variable] = value === true ? 'true' : value;
  }
  if (variables.OUTPUT_DIR !== undefined) variables.OUTPUT_DIR = resolve(cwd, variables.OUTPUT_DIR);
  return variables;
}

/** The settings' own checks speak of variables; who typed a flag knows it by that name. */
function inWordsOfFlags(flags: GivenFlags, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    for (const name of Object.keys(flags)) {
      const flag: Flag = FLAGS[name as keyof typeof FLAGS];
      if (flag.kind !== 'own')
        error.message = error.message.replace(new RegExp(`(checked: )${flag.variable}\\b`), `$1--${name}`);
    }
    throw error;
  }
}

function bad(checked: string, found: string, right: string): SuiteError {
  return new SuiteError('BAD_SETTING', { checked, found, right });
}
