import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { helpText } from '../../../scripts/command-line/help.ts';
import { readCommand } from '../../../scripts/command-line/read-command.ts';
import { PROJECT_TABLES } from '../../../src/verdict/thresholds/load-thresholds.ts';
import { listTests } from '../../made/listed-tests.ts';

/** A copy of the project's tables with one more scenario. */
function tablesWith(scenario: string): string {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  const path = join(folder, 'scenarios.json');
  const content = JSON.parse(readFileSync(path, 'utf8'));
  content.scenarios.push({
    scenario,
    question: 'Does it hold on the last day of a month?',
    vus: 30,
    durationSeconds: 60,
    stages: [{ durationSeconds: 60, targetVus: 30 }],
    rounds: [{ atSeconds: 31, moment: 'second half' }],
    p95Ms: 700,
    errorRate: 0.01,
    since: '2026-11-28',
    reason: 'Twice the users of an ordinary day.',
  });
  writeFileSync(path, JSON.stringify(content));
  return folder;
}

test('a scenario is one row: it becomes a Playwright project with its users and rounds', () => {
  const { status, stdout } = listTests('load-of-month-end', {
    env: { THRESHOLDS_DIR: tablesWith('load-of-month-end') },
  });
  expect(status).toBe(0);
  expect(
    stdout.match(/^ {2}\[load-of-month-end\] › .*$/gm)?.map((line) => line.replace(/.* › /, '')),
  ).toEqual([
    'create deal, round 1 of 1, at 18 users',
    'login, round 1 of 1, at 16 users',
    'tax quote, round 1 of 1, at 21 users',
    'traffic of 30 virtual users',
  ]);
});

test('a scenario whose name begins with that of another has none of its tests', () => {
  const { stdout } = listTests('load', { env: { THRESHOLDS_DIR: tablesWith('load-of-month-end') } });
  expect(stdout).toContain('traffic of 100 virtual users');
  expect(stdout).not.toContain('load-of-month-end');
});

test('the command line runs a scenario of the tables, and its help lists it', () => {
  const env = { THRESHOLDS_DIR: tablesWith('month-end') };
  expect(readCommand(['month-end'], env, '/')).toMatchObject({ kind: 'run', scenario: 'month-end' });
  expect(helpText(env)).toContain(
    '  month-end   up to 30 users, 60 s: Does it hold on the last day of a month?\n  baseline',
  );
});

test('a scenario with the name of another Playwright project is an error', () => {
  const { status, stderr } = listTests('unit', { env: { THRESHOLDS_DIR: tablesWith('unit') } });
  expect(status).toBe(1);
  expect(stderr).toContain(
    'scenarios row 7 (unit): found the name unit; right would be a name that no other Playwright project has (baseline, lighthouse, unit',
  );
});
