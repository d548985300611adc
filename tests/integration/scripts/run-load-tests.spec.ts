import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { FLAGS } from '../../../scripts/command-line/flags.ts';
import { runnable } from '../../../scripts/command-line/read-command.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { environmentNames } from '../../../src/target/environments/load-environments.ts';
import { UNUSABLE_FOLDERS } from '../../hostile/folder-rows.ts';

const SCRIPTS = resolve(import.meta.dirname, '../../../scripts');

/** The part with the pinned Node alone: the shell part before it might install packages under a running test. */
function start(...args: string[]) {
  const script = resolve(SCRIPTS, 'run-load-tests.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  return { status, stdout, stderr };
}

/** What the help is, once for all tests. */
let help: ReturnType<typeof start>;
test.beforeAll(() => {
  help = start('--help');
});

test('--help names every scenario, environment and flag', () => {
  const { status, stdout } = help;
  expect(status).toBe(0);
  for (const word of [
    ...runnable(loadTables()),
    ...environmentNames(),
    ...FLAGS.map(({ name }) => `--${name}`),
  ])
    expect(stdout).toContain(word);
});

test('where nothing is installed, the help is a text with the scenarios of the project', () => {
  const text = readFileSync(resolve(SCRIPTS, 'command-line/help.txt'), 'utf8');
  expect(help.stdout).toBe(text);
});

test('the shell script gives the same help from any folder', () => {
  test.skip(process.platform === 'win32', 'the script is for systems with a POSIX shell');
  const script = resolve(SCRIPTS, 'run-load-tests.sh');
  // A PATH without Node: the script must not need one.
  const env = { PATH: '/usr/bin:/bin' };
  const { status, stdout } = spawnSync('/bin/sh', [script, '-h'], { cwd: '/', env, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toBe(help.stdout);
});

test('a wrong line ends with code 1 and one line on stderr, before anything is started', () => {
  const { status, stdout, stderr } = start('smoke', 'development', '--vus', '0');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    '[BAD_SETTING] checked: --vus. Found: "0". Right would be: a whole number from 1 to 1000000. See docs/settings.md.\n',
  );
});

test('a folder that cannot be made is refused with one line, before anything is started', () => {
  test.skip(process.platform !== 'linux', 'the folder that cannot be made is in /proc, which only Linux has');
  const row = UNUSABLE_FOLDERS.find(({ id }) => id === 'A152');
  const { status, stdout, stderr } = start(...(row?.command.split(' ').slice(1) ?? []));
  expect(status).toBe(row?.expectedExit);
  expect(stdout).toBe('');
  expect(stderr).toMatch(row?.expectedLine ?? '');
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('a help flag behind -- is for Playwright', () => {
  const { status, stderr } = start('nonsense', '--', '--help');
  expect(status).toBe(1);
  expect(stderr).toContain('"nonsense"');
});
