import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { readCommand } from '../../../scripts/command-line/read-command.ts';
import { HARD_PASSWORD } from '../../made/secret-writings.ts';

const SCRIPT = resolve(import.meta.dirname, '../../../scripts/run-load-tests.sh');
/** The installation, which may take minutes: prints the command line of the script that waits for it. */
const INSTALLS = '#!/bin/sh\ntr "\\0" "\\n" </proc/$PPID/cmdline\n';
/** In the place of Node: prints its arguments and the password that it gets. */
const NODE = '#!/bin/sh\nprintf "%s\\0" "$@" "$TEST_PASSWORD"\n';

test.skip(process.platform !== 'linux', 'command lines are read from /proc');

/** What others may see while the packages are installed, the arguments that Node gets, and its TEST_PASSWORD. */
function start(...args: string[]) {
  const folder = test.info().outputPath('project');
  mkdirSync(join(folder, 'scripts'), { recursive: true });
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  const script = join(folder, 'scripts/run-load-tests.sh');
  copyFileSync(SCRIPT, script);
  writeFileSync(join(folder, 'scripts/ensure-installed.sh'), INSTALLS, { mode: 0o755 });
  writeFileSync(join(folder, 'node_modules/.bin/node'), NODE, { mode: 0o755 });
  const printed = execFileSync(script, args, {
    env: { PATH: '/usr/bin:/bin', TEST_PASSWORD: 'before' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [seen = '', ...words] = printed.toString().split(/(?<=\n)(?=\/[^\n]*run-load-tests\.ts\0)/);
  const given = words.join('').split('\0').slice(0, -1);
  return { seen, args: given.slice(1, -1), password: given.at(-1) };
}

for (const [how, flag] of [
  ['as a word', ['--test-password', HARD_PASSWORD]],
  ['behind =', [`--test-password=${HARD_PASSWORD}`]],
] as const)
  test(`a password ${how} is in no command line once the script has begun, and reaches the run as it is`, () => {
    const { seen, args, password } = start('smoke', ...flag, '--operations', 'deals.*', '', '--', 'a b');
    expect(seen).toContain('run-load-tests.sh');
    expect(`${seen}${args.join('\n')}`).not.toContain(HARD_PASSWORD.slice(0, 4));
    expect(password).toBe(HARD_PASSWORD);
    expect(args.filter((each) => !each.startsWith('--test-password') && each !== '***')).toEqual([
      'smoke',
      '--operations',
      'deals.*',
      '',
      '--',
      'a b',
    ]);
    const command = readCommand(
      ['smoke', ...args.slice(1, args.indexOf('--operations'))],
      { TEST_PASSWORD: password },
      '/',
    );
    expect(command).toMatchObject({
      kind: 'run',
      hidesArguments: false,
      env: { TEST_PASSWORD: HARD_PASSWORD },
    });
    expect(command).toMatchObject({ notes: [expect.stringContaining('list of processes')] });
  });

for (const words of [
  ['smoke', '--test-password'],
  ['smoke', '--test-password', ''],
  ['smoke', '--test-password='],
  ['smoke', '--test-password', '--vus', '3'],
  ['smoke', '--', '--test-password', 'x'],
])
  test(`${JSON.stringify(words)} reaches the command as it is: there is no password to move`, () => {
    const { args, password } = start(...words);
    expect(args).toEqual(words);
    expect(password).toBe('before');
  });

test('a password that is given twice is refused', () => {
  const { args } = start('smoke', '--test-password', 'one', '--test-password=two');
  expect(() => readCommand(args, {}, '/')).toThrow(/the flag --test-password\. Found: the same flag twice/);
});
