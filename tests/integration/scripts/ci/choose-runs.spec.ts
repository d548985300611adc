import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCommand } from '../../../made/started-command.ts';

const PROJECT = resolve(import.meta.dirname, '../../../..');
const SCRIPT = `${PROJECT}/scripts/ci/choose-runs.ts`;

test('the runs are the output of the step', async () => {
  const output = test.info().outputPath('output');
  writeFileSync(output, 'earlier=1\n');
  const env = {
    EVENT: 'workflow_dispatch',
    SCENARIO: 'stress',
    ENVIRONMENT: 'staging',
    GITHUB_OUTPUT: output,
  };
  const { code } = await runCommand(process.execPath, [SCRIPT], env);
  expect(code).toBe(0);
  const [earlier, runs = ''] = readFileSync(output, 'utf8').split('\n');
  expect(earlier).toBe('earlier=1');
  const parts = [{ segment: '', title: 'the whole load', artifact: 'reports-stress-staging' }];
  const run = { scenario: 'stress', environment: 'staging', segments: 1, parts };
  expect(JSON.parse(runs.replace(/^runs=/, ''))).toEqual([run]);
});

test('what is started with segments has one part for each, and is refused in one line where it cannot be shared', async () => {
  const env = { EVENT: 'workflow_dispatch', SCENARIO: 'stress', ENVIRONMENT: 'staging', RUNNERS: '4' };
  const shared = await runCommand(process.execPath, [SCRIPT], env);
  expect(shared.code).toBe(0);
  expect(shared.printed.match(/"segment":"\d\/4"/g)).toHaveLength(4);
  const own = { ...env, BASE_URL: 'http://localhost:8080' };
  const refused = await runCommand(process.execPath, [SCRIPT], own);
  expect(refused).toEqual({
    code: 1,
    printed:
      'choose-runs: expected a target that 4 runners reach, found staging at localhost:8080, which is on the runner itself; ' +
      'choose an environment with an address of its own, such as staging, or 1 segment\n',
  });
});

test('the job that chooses installs nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-studio-choose-'));
  try {
    for (const part of ['scripts/ci', 'src', 'environments', 'thresholds', 'package.json'])
      cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
    const env = { EVENT: 'workflow_dispatch', SCENARIO: 'load', ENVIRONMENT: 'staging', RUNNERS: '2' };
    for (const script of ['choose-runs.ts', 'choose-start.ts']) {
      const { code, printed } = await runCommand(process.execPath, [join(folder, 'scripts/ci', script)], env);
      expect(code, printed).toBe(0);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the inputs that baseline cannot use reach the check of them', async () => {
  const env = { EVENT: 'workflow_dispatch', SCENARIO: 'baseline', ENVIRONMENT: 'staging', VUS: '50' };
  const { code, printed } = await runCommand(process.execPath, [SCRIPT], env);
  expect([code, printed]).toEqual([
    1,
    expect.stringMatching(/^choose-runs: expected no vus .* found vus=50\n$/),
  ]);
});

test('an event that nothing is planned for fails the workflow with one line', async () => {
  const { code, printed } = await runCommand(process.execPath, [SCRIPT], { EVENT: 'release' });
  expect(code).toBe(1);
  expect(printed).toBe(
    'choose-runs: expected the input scenario, a pull request or a schedule, found the event "release"\n',
  );
});
