import { expect, test } from '@playwright/test';
import {
  type AskedOfPlaywright,
  checkAnythingChosen,
  checkDisplay,
  checkProjects,
  refuseOptions,
} from '../../../../src/run/playwright/refuse-options.ts';

const run = { scenario: 'smoke', lanes: ['traffic', 'login'] };

function asked({
  config = {},
  project = {},
  tests = [{ retries: 0 }],
  ...others
}: {
  config?: Partial<AskedOfPlaywright['config']>;
  project?: { repeatEach?: number };
  tests?: AskedOfPlaywright['tests'];
  run?: AskedOfPlaywright['run'];
  argv?: readonly string[];
}): AskedOfPlaywright {
  const selected = others.run ?? run;
  const projects = [{ name: selected.scenario, repeatEach: 1, ...project }];
  return {
    config: { fullyParallel: false, maxFailures: 0, shard: null, projects, ...config },
    run: selected,
    tests,
    argv: others.argv ?? ['node', 'playwright', 'test'],
  };
}

const BASELINE = { scenario: 'baseline', lanes: ['deals', 'tax'] };

for (const [option, request, right] of [
  [
    '--retries, or retries in the configuration or a spec',
    asked({ tests: [{ retries: 0 }, { retries: 1 }] }),
    'a run without retries: a second attempt would hide the first',
  ],
  [
    '--repeat-each',
    asked({ project: { repeatEach: 2 } }),
    'one run per command: two at once would double the load',
  ],
  [
    '--shard',
    asked({ config: { shard: { current: 1, total: 2 } } }),
    'the whole run on one machine: its lanes share',
  ],
  [
    '--last-failed',
    asked({ argv: ['node', 'playwright', 'test', '--last-failed'] }),
    'the names of the lanes to run',
  ],
  [
    '-x or --max-failures',
    asked({ config: { maxFailures: 1 } }),
    'a run to its end: the first broken limit of a',
  ],
  [
    '--fully-parallel',
    asked({ config: { fullyParallel: true } }),
    'the rounds of a journey one after the other',
  ],
] as const)
  test(`a run with ${option} is refused with one coded line that says why`, () => {
    expect(() => refuseOptions(request)).toThrow(
      `[BAD_OPTION] checked: the options of Playwright for a run of smoke. Found: ${option}. Right would be: ${right}`,
    );
  });

test('a run without such options begins', () => {
  expect(() => refuseOptions(asked({}))).not.toThrow();
});

test('bursts may end at the first broken limit: they come one after the other', () => {
  const request = asked({ run: BASELINE, config: { maxFailures: 1, fullyParallel: true } });
  expect(() => refuseOptions(request)).not.toThrow();
});

test('journeys without traffic may end at the first broken limit', () => {
  const request = asked({ run: { scenario: 'smoke', lanes: ['login'] }, config: { maxFailures: 1 } });
  expect(() => refuseOptions(request)).not.toThrow();
});

test('a misspelt --project is refused in one line with the name that was meant', () => {
  for (const line of ['test --project=smoek', 'test --project smoke smoek --list'])
    expect(() => checkProjects(line.split(' '), ['smoke', 'load'])).toThrow(
      '[BAD_OPTION] checked: the projects to run (--project). Found: "smoek". Right would be: smoke, most likely (of smoke, load).',
    );
});

test('names of projects in any case, patterns, and words behind other options are none of its business', () => {
  for (const line of [
    'test --project=SMOKE login',
    'test --project=s*',
    'test --project smoke -g smoek',
    'test smoek',
  ])
    expect(() => checkProjects(line.split(' '), ['smoke', 'load'])).not.toThrow();
});

test('playwright test without a project and without a file is refused: it would run everything', () => {
  for (const line of [
    'playwright test',
    'playwright test --workers 1 --headed',
    'playwright test -c playwright.config.ts',
    'playwright test -G login',
  ])
    expect(() => checkAnythingChosen(line.split(' '), ['smoke', 'load']), line).toThrow(
      '[BAD_OPTION] checked: the projects to run (--project). Found: no project, no file and no --grep, which would run everything for hours. Right would be: --project with one of smoke, load.',
    );
  for (const line of [
    'playwright test --project=smoke',
    'playwright test --project smoke',
    'playwright test --list',
    'playwright test --ui',
    'playwright test tests/unit/base',
    'playwright test --headed tests/journeys/login.spec.ts',
    'playwright test login --workers=1',
    'playwright test --headed login',
    'playwright test -g login',
    'playwright test --grep @load',
    'playwright test-server -c playwright.config.ts',
    'playwright show-report',
  ])
    expect(() => checkAnythingChosen(line.split(' '), ['smoke', 'load']), line).not.toThrow();
});

test('an option that opens a window is refused where there is no display, in one coded line', () => {
  for (const option of ['--headed', '--ui', '--debug'])
    expect(() => checkDisplay(['test', option], {}, 'linux')).toThrow(
      `[BAD_OPTION] checked: the display that an option of Playwright needs. Found: ${option}, and no display `,
    );
});

test('such an option is right with a display, elsewhere than on Linux, and where the window is served to a browser', () => {
  for (const env of [{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }])
    expect(() => checkDisplay(['test', '--headed'], env, 'linux')).not.toThrow();
  expect(() => checkDisplay(['test', '--headed'], {}, 'darwin')).not.toThrow();
  expect(() => checkDisplay(['test', '--ui', '--ui-host=0.0.0.0'], {}, 'linux')).not.toThrow();
  for (const words of [['login'], ['--debug', 'cli'], ['--debug=cli']])
    expect(() => checkDisplay(['test', ...words], {}, 'linux')).not.toThrow();
});
