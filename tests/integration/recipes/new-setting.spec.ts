import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const PROJECT = resolve(import.meta.dirname, '../../..');

const ROW = `
  quietMs: setting('QUIET_TIME', duration(5_000), 'how long the run waits before its first stage', {
    default: '10s',
    example: '30s',
  }),
`;

/** A copy of the code that reads settings, with one more row in the table and nothing else changed. */
function projectWithRow(): string {
  const copy = test.info().outputPath('project');
  for (const part of ['src', 'scripts', 'thresholds', 'environments', 'package.json'])
    cpSync(join(PROJECT, part), join(copy, part), { recursive: true });
  cpSync(join(PROJECT, 'docs/settings.md'), join(copy, 'docs/settings.md'));
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const table = join(copy, 'src/settings/table/run-rows.ts');
  const rows = readFileSync(table, 'utf8');
  writeFileSync(table, rows.replace('export const RUN_ROWS = {', `$&${ROW}`));
  return copy;
}

function node(project: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { NODE_COMPILE_CACHE = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    env: { NODE_COMPILE_CACHE, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('a setting is one row: its variable, its flag, its messages, the usage and the docs page come from it', () => {
  const project = projectWithRow();
  const code = `import { readCommand } from './scripts/command-line/read-command.ts';
    const quietMs = (line, env) => readCommand(line.split(' '), env, '/').settings.quietMs;
    console.log(JSON.stringify([
      quietMs('smoke', {}),
      quietMs('smoke', { QUIET_TIME: '1m' }),
      quietMs('smoke --quiet-time 20s', { QUIET_TIME: '1m' }),
    ]));`;
  expect(node(project, ['--input-type=module', '-e', code])).toMatchObject({
    stdout: '[10000,60000,20000]\n',
  });

  const run = (...args: string[]) => node(project, ['scripts/run-load-tests.ts', ...args]);
  expect(run('smoke', '--quiet-time', '1s').stderr).toContain(
    'checked: --quiet-time. Found: "1s". Right would be: at least 5 seconds',
  );
  expect(run('smoke', '--quiet-tiem', '9s').stderr).toContain(
    '--quiet-time, or one of those that --help lists',
  );
  expect(run('--help').stdout).toContain(
    '--quiet-time D       how long the run waits before its first stage.',
  );

  expect(node(project, ['scripts/write-settings-docs.ts'])).toMatchObject({ status: 0 });
  expect(readFileSync(join(project, 'docs/settings.md'), 'utf8')).toContain(
    '| `QUIET_TIME` | `--quiet-time D` | how long the run waits before its first stage | at least 5 seconds',
  );
  expect(readFileSync(join(project, 'scripts/command-line/help.txt'), 'utf8')).toContain('--quiet-time D');
});
