import type { FullConfig, TestCase } from '@playwright/test/reporter';
import { meantWords } from '../../base/closest.ts';
import { SuiteError } from '../../base/suite-error.ts';
import type { RunToPrepare } from '../look-at-target.ts';

/** What was asked of Playwright, as far as a run depends on it. */
export interface AskedOfPlaywright {
  readonly config: Pick<FullConfig, 'fullyParallel' | 'maxFailures' | 'shard'> & {
    readonly projects: readonly Pick<FullConfig['projects'][number], 'name' | 'repeatEach'>[];
  };
  /** The tests of the run. A file may have retries of its own. */
  readonly tests: readonly Pick<TestCase, 'retries'>[];
  readonly run: Pick<RunToPrepare, 'scenario' | 'lanes'>;
  /** The command line, for what the configuration does not show. */
  readonly argv: readonly string[];
}

interface Refusal {
  readonly option: string;
  isUsed(asked: AskedOfPlaywright): boolean;
  readonly right: string;
}

/** The options with which a run would report something else than what it measured. */
const REFUSALS: readonly Refusal[] = [
  {
    option: '--retries, or retries in the configuration or a spec',
    isUsed: ({ tests }) => tests.some(({ retries }) => retries > 0),
    right: 'a run without retries: a second attempt would hide the first result. Start the run again instead',
  },
  {
    option: '--repeat-each',
    isUsed: (asked) => (projectOf(asked)?.repeatEach ?? 1) > 1,
    right:
      'one run per command: two at once would double the load. Repeat the command, one run after the other',
  },
  {
    option: '--shard',
    isUsed: ({ config }) => config.shard !== null,
    right: 'the whole run on one machine: its lanes share one clock. Name files to run a part of it',
  },
  {
    option: '--last-failed',
    isUsed: ({ argv }) => argv.includes('--last-failed'),
    right: 'the names of the lanes to run: the other lanes would be waited for',
  },
  {
    option: '-x or --max-failures',
    isUsed: ({ config, run }) =>
      config.maxFailures > 0 && run.lanes.length > 1 && run.lanes.includes('traffic'),
    right: 'a run to its end: the first broken limit of a journey would end the traffic too',
  },
  {
    option: '--fully-parallel',
    isUsed: ({ config, run }) => config.fullyParallel && run.scenario !== 'baseline',
    right:
      'the rounds of a journey one after the other, which is the default: at once they would measure each other',
  },
];

/**
 * Refuses the options of Playwright that do not suit a run, before anything starts. For tests of the suite itself all of
 * them are allowed.
 *
 * @throws SuiteError (BAD_OPTION) with the first of them
 */
export function refuseOptions(asked: AskedOfPlaywright): void {
  const refusal = REFUSALS.find(({ isUsed }) => isUsed(asked));
  if (refusal === undefined) return;
  throw new SuiteError('BAD_OPTION', {
    checked: `the options of Playwright for a run of ${asked.run.scenario}`,
    found: refusal.option,
    right: refusal.right,
  });
}

/**
 * Refuses names of projects that do not exist, before Playwright does it with its own stack. Patterns with `*` are left to
 * Playwright.
 *
 * @param argv the command line of Playwright
 * @throws SuiteError (BAD_OPTION) with the first of them and the name that was most likely meant
 */
export function checkProjects(argv: readonly string[], names: readonly string[]): void {
  const unknown = askedProjects(argv).find(
    (name) => !name.includes('*') && !names.includes(name.toLowerCase()),
  );
  if (unknown === undefined) return;
  throw new SuiteError('BAD_OPTION', {
    checked: 'the projects to run (--project)',
    found: JSON.stringify(unknown),
    right: meantWords(unknown, names),
  });
}

/** They choose tests, or Playwright runs nothing yet. With `--grep` alone, tests of two runs are refused later. */
const CHOOSES = /^(-g|--(project|grep|list|ui|ui-host|ui-port|help|last-failed|only-changed|test-list)(=|$))/;
/** Options of Playwright whose next word is their value. */
const TAKES_VALUE =
  /^(-[cjGu]|--(add-reporter|browser|config|debug|global-timeout|grep-invert|last-failed-file|max-failures|output|repeat-each|reporter|retries|run-agents|shard|shuffle|test-list-invert|timeout|trace|tsconfig|update-snapshots|update-source-method|workers))$/;

/**
 * Refuses `playwright test` without any choice: it would run all projects, every scenario, the suite's own tests and the
 * nightly ones, one after the other for hours.
 *
 * @param argv the command line of Playwright
 * @throws SuiteError (BAD_OPTION)
 */
export function checkAnythingChosen(argv: readonly string[], names: readonly string[]): void {
  const isChosen = argv.some((word) => CHOOSES.test(word)) || namedFiles(argv).length > 0;
  if (!argv.includes('test') || isChosen) return;
  throw new SuiteError('BAD_OPTION', {
    checked: 'the projects to run (--project)',
    found: 'no project, no file and no --grep, which would run everything for hours',
    right: `--project with one of ${names.join(', ')}`,
  });
}

/** The words of `playwright test` that choose files; what follows `--grep` or `--project` is among them. */
export function namedFiles(argv: readonly string[]): string[] {
  const words = argv.slice(argv.indexOf('test') + 1);
  return words.filter((word, index) => !word.startsWith('-') && !TAKES_VALUE.test(words[index - 1] ?? ''));
}

/** The options of Playwright that open a window. */
const WINDOWED = ['--headed', '--ui', '--debug', '--debug=inspector'];

/**
 * Refuses options that open a window where there is no display, before the browser does it with its log. On Linux alone:
 * elsewhere a display is always there. `--ui-host` and `--ui-port` open none.
 *
 * @param argv the command line of Playwright
 * @throws SuiteError (BAD_OPTION)
 */
export function checkDisplay(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): void {
  const option = WINDOWED.find((each) => argv.includes(each) && argv[argv.indexOf(each) + 1] !== 'cli');
  const isServed = argv.some((each) => /^--ui-(host|port)\b/.test(each));
  if (option === undefined || isServed || platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return;
  throw new SuiteError('BAD_OPTION', {
    checked: 'the display that an option of Playwright needs',
    found: `${option}, and no display (neither DISPLAY nor WAYLAND_DISPLAY is set)`,
    right: 'the run without the option, a session with a display, or `xvfb-run` in front of the command',
  });
}

/** `--project=a`, and `--project a b`, which takes every word up to the next option. */
function askedProjects(argv: readonly string[]): string[] {
  const asked: string[] = [];
  let takesWords = false;
  for (const each of argv) {
    const [, inline] = /^--project=(.*)$/.exec(each) ?? [];
    if (inline !== undefined) asked.push(inline);
    if (takesWords && !each.startsWith('-')) asked.push(each);
    else takesWords = each === '--project';
  }
  return asked;
}

function projectOf({ config, run }: AskedOfPlaywright) {
  return config.projects.find(({ name }) => name === run.scenario);
}
