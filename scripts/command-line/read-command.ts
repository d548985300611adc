import { resolve } from 'node:path';
import { meantWords } from '../../src/base/closest.ts';
import { mistakesInJourneys } from '../../src/record/journeys-wanted.ts';
import { tablesFor } from '../../src/record/load-tables.ts';
import { CHECK, isUnloaded, UNLOADED_PROJECTS } from '../../src/record/run-plan.ts';
import { NO_ENV_FILE } from '../../src/settings/env-file.ts';
import type { Mistake } from '../../src/settings/mistakes.ts';
import {
  checkedSettings,
  collectSettings,
  readSecrets,
  readSetting,
} from '../../src/settings/read-settings.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { environmentNames } from '../../src/target/environments/load-environments.ts';
import {
  checkTargetSettings,
  refuseForbidden,
  resolveTarget,
} from '../../src/target/environments/resolve-target.ts';
import type { Thresholds } from '../../src/verdict/thresholds/thresholds.ts';
import { FLAGS, type GivenFlags, readArguments } from './flags.ts';
import { needsBrowser } from './needs-browser.ts';

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'run';
      /** Name of the Playwright project. */
      readonly scenario: string;
      /** The environment of the run: what was there, with what the flags set. */
      readonly env: NodeJS.ProcessEnv;
      readonly settings: Settings;
      /** Whether the run needs a browser, as far as the command line shows it. */
      readonly needsBrowser: boolean;
      readonly open: boolean;
      /** Whether a report is made at the end. */
      readonly makesReport: boolean;
      /** What the user should know about the command line, a line each. */
      readonly notes: readonly string[];
      /** Whether a secret is among the arguments. */
      readonly hidesArguments: boolean;
      readonly passedOn: readonly string[];
    };

/** What the command line can run: the scenarios of the tables, the bursts, the audits, and the check without load. */
export function runnable({ scenarios }: Pick<Thresholds, 'scenarios'>): readonly string[] {
  return [...Object.keys(scenarios), ...UNLOADED_PROJECTS, CHECK];
}

/**
 * Reads a command line, and checks every setting of the run with it, whether a flag or a variable set it.
 *
 * @param cwd the caller's folder: a relative --output-dir starts there
 * @throws SuiteError (BAD_SETTING) that names everything that is wrong, (BAD_THRESHOLDS, BAD_ENVIRONMENT) for the tables and
 * the environments, or (TARGET_NOT_ALLOWED, SCENARIO_NOT_ALLOWED)
 */
export function readCommand(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Command {
  const { words, flags, passedOn, mistakes } = readArguments(args);
  if (flags.has('help')) return { kind: 'help' };
  const environments = environmentNames(
    readSetting({ ...env, ...variablesOf(flags, cwd) }, 'environmentsFolder'),
  );
  const [scenario = DEFAULT_SCENARIO, environment, ...others] = inOrder(words, environments);
  // A word that names no environment is one mistake: it must not count as a wrong ENVIRONMENT as well.
  const named = environment !== undefined && {
    ENVIRONMENT: environments.includes(environment) ? environment : '',
  };
  const runEnv: NodeJS.ProcessEnv = { ...env, ...variablesOf(flags, cwd), ...named };
  const reading = collectSettings(runEnv, {
    flagOf: (key) => FLAGS.find((flag) => flag.key === key && flags.has(flag.name))?.name,
    checks: [checkTargetSettings],
  });
  const { journeys } = reading.values;
  const tables = tablesFor(reading.values);
  const settings = checkedSettings(reading.values, [
    ...mistakes,
    ...mistakesInWord('the scenario', scenario, runnable(tables)),
    ...(environment !== undefined &&
    runnable(tables).includes(environment) &&
    !environments.includes(environment)
      ? [secondScenario(scenario, environment)]
      : mistakesInWord('the environment', environment ?? environments[0] ?? '', environments)),
    ...mistakesInRest(others),
    ...contradictions(scenario, flags),
    ...mistakesInJourneys(
      journeys,
      [...tables.journeys.keys()],
      flags.has('journeys') ? '--journeys' : undefined,
    ),
    ...reading.mistakes,
  ]);
  const target = resolveTarget(settings, readSecrets(runEnv));
  refuseForbidden(target, scenario === CHECK ? undefined : scenario, settings);
  return {
    kind: 'run',
    scenario,
    env: forRun(runEnv, settings),
    settings,
    needsBrowser: needsBrowser({ scenario, row: tables.scenarios[scenario], settings, passedOn }),
    open: flags.has('open'),
    makesReport: !flags.has('no-html'),
    notes: notesOn(flags),
    hidesArguments: flags.has('test-password') && flags.get('test-password') !== MOVED_TO_VARIABLE,
    passedOn,
  };
}

/** What the former script ran when nobody named a scenario. */
const DEFAULT_SCENARIO = 'smoke';

/** The former script took the environment first, or alone, so both orders are right. */
function inOrder(words: readonly string[], environments: readonly string[]): readonly string[] {
  const [first, second = DEFAULT_SCENARIO, ...others] = words;
  return first !== undefined && environments.includes(first) ? [second, first, ...others] : words;
}

/** What is wrong with a word that has to be one of these; nothing when it is. */
export function mistakesInWord(name: string, word: string, words: readonly string[]): Mistake[] {
  if (words.includes(word)) return [];
  if (word === '') return [{ name, found: 'none', right: `one of ${words.join(', ')}` }];
  return [{ name, found: JSON.stringify(word), right: meantWords(word, words) }];
}

function secondScenario(scenario: string, other: string): Mistake {
  return {
    name: 'the scenario',
    found: JSON.stringify(`${scenario} ${other}`),
    right: 'one scenario at a time, e.g. one command after the other',
  };
}

/** What is wrong with words after the last one that a command takes; nothing when there are none. */
export function mistakesInRest(words: readonly string[]): Mistake[] {
  if (words.length === 0) return [];
  const found = JSON.stringify(words.join(' '));
  return [{ name: 'the words after the environment', found, right: 'none; flags begin with --' }];
}

function notesOn(flags: GivenFlags): readonly string[] {
  return [
    ...(flags.has('test-password')
      ? [
          '--test-password: for a moment, and through npm for the whole run, other users of this machine see it in the list of processes; TEST_PASSWORD or .env hide it',
        ]
      : []),
    ...(flags.has('no-baseline') ? ['--no-baseline: it changes nothing, limits always count'] : []),
  ];
}

/** What the command line's own flags contradict; settings that contradict each other are the table's matter. */
function contradictions(scenario: string, flags: GivenFlags): Mistake[] {
  const mistakes: Mistake[] = [];
  const shaping = ['vus', 'duration', 'rate', 'accounts']
    .filter((name) => flags.has(name))
    .map((name) => `--${name}`);
  if ((isUnloaded(scenario) || scenario === CHECK) && shaping.length > 0)
    mistakes.push({
      name: shaping.join(', '),
      found: `${scenario} as the scenario, which has neither users nor stages`,
      right: `a scenario that has them, or ${scenario} without the flag`,
    });
  if (flags.has('open') && flags.has('ci'))
    mistakes.push({ name: '--open', found: '--ci as well, which opens nothing', right: 'one of them' });
  return mistakes;
}

/** What run-load-tests.sh leaves of a password among the arguments, when it has put it into the variable. */
const MOVED_TO_VARIABLE = '***';

/** The variables that the flags stand for. */
function variablesOf(flags: GivenFlags, cwd: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const { name, variable, secret } of FLAGS) {
    const value = flags.get(name);
    if (variable === undefined || value === undefined || (secret && value === MOVED_TO_VARIABLE)) continue;
    variables[variable] = value === true ? 'true' : value;
  }
  const folder = flags.get('output-dir');
  if (typeof folder === 'string') variables.OUTPUT_DIR = resolve(cwd, folder);
  return variables;
}

/**
 * The environment of the run's process, where CI is set for a CI job and for nothing else: other programs read it too. Colours
 * are switched off by FORCE_COLOR: Playwright sets it for its workers, and Node warns about NO_COLOR next to it. The variables
 * of `.env` are in it, so the run reads no such file, which would set again what is taken away here.
 */
function forRun(env: NodeJS.ProcessEnv, { ci, environment }: Settings): NodeJS.ProcessEnv {
  const { CI, FORCE_COLOR, NO_COLOR, ...given } = env;
  const others = { ...given, ENV_FILE: NO_ENV_FILE };
  if (ci) return { ...others, CI, FORCE_COLOR: '0', ENVIRONMENT: environment };
  const colours = {
    ...(FORCE_COLOR !== undefined && { FORCE_COLOR }),
    ...(NO_COLOR !== undefined && { NO_COLOR }),
  };
  return { ...others, ...colours, ENVIRONMENT: environment };
}
