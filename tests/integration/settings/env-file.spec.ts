import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { PROJECT } from '../../made/listed-tests.ts';

/** What a process that loads the file of this folder has for the variables A_NAME and B_NAME. */
function loaded(text: string | undefined, env: NodeJS.ProcessEnv = {}): string {
  const folder = test.info().outputPath('project');
  mkdirSync(folder, { recursive: true });
  if (text !== undefined) writeFileSync(join(folder, '.env'), text);
  const code =
    `const { loadEnvFile } = await import(${JSON.stringify(join(PROJECT, 'src/settings/env-file.ts'))});` +
    `try { loadEnvFile(${JSON.stringify(folder)}); console.log(process.env.A_NAME + ' ' + process.env.B_NAME); } ` +
    'catch (error) { console.log(error.message); }';
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  return stdout.trim();
}

test('.env sets what is not set, and a variable that is set already wins', () => {
  const text = '# mine\nA_NAME=from-file\nB_NAME="with blanks"\n';
  expect(loaded(text)).toBe('from-file with blanks');
  expect(loaded(text, { A_NAME: 'mine' })).toBe('mine with blanks');
  expect(loaded(text, { ENV_FILE: 'none' })).toBe('undefined undefined');
});

test('an empty variable counts as not set: .env sets it', () => {
  const text = 'A_NAME=from-file\nB_NAME=also\n';
  expect(loaded(text, { A_NAME: '', B_NAME: ' ' })).toBe('from-file also');
});

test('a missing .env is no mistake, and a missing ENV_FILE is one clear line', () => {
  expect(loaded(undefined)).toBe('undefined undefined');
  expect(loaded(undefined, { ENV_FILE: 'mine.env' })).toMatch(
    /^\[BAD_SETTING\] checked: ENV_FILE\. Found: ENOENT/,
  );
});
