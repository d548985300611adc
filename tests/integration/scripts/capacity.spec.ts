import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { PROJECT_TABLES } from '../../../src/verdict/thresholds/load-thresholds.ts';

const root = resolve(import.meta.dirname, '../../..');

function capacity(...words: string[]) {
  return capacityBy({}, ...words);
}

function capacityBy(env: Readonly<Record<string, string>>, ...words: string[]) {
  return spawnSync(process.execPath, [join(root, 'scripts/capacity.ts'), ...words], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
}

test("without words the command answers the guide's example, as JSON on request", () => {
  const { status, stdout } = capacity('--json');
  expect(status).toBe(0);
  const { services } = JSON.parse(stdout) as { services: { service: string; instances: number }[] };
  expect(services[0]).toMatchObject({ service: 'gateway', instances: 6 });
});

test('figures that no flag names are printed as assumed, with their source', () => {
  expect(capacity().stdout).toMatch(
    /\nAssumed, as no flag names them: peak users and safety factor, from thresholds\/capacity\.json \(/,
  );
  expect(capacity('--peak-users', '10', '--safety-factor', '2').stdout).not.toContain('Assumed');
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  expect(capacityBy({ THRESHOLDS_DIR: folder }).stdout).toContain(
    `peak users and safety factor, from ${relative('.', join(folder, 'capacity.json'))} (`,
  );
});

test('a folder of tables in .env is the one that is read, as by any other command', () => {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  const variables = test.info().outputPath('.env');
  writeFileSync(variables, `THRESHOLDS_DIR=${folder}\n`);
  expect(capacityBy({ ENV_FILE: variables }).stdout).toContain(relative('.', join(folder, 'capacity.json')));
});

test('a negative number says how it would be written, and that it has to be positive', () => {
  expect(capacity('--peak-users', '-5').stderr).toMatch(
    /^\[BAD_SETTING\] .*Right would be: a value after --peak-users, numbers without a minus sign; .*--peak-users=VALUE\.\n$/,
  );
  expect(capacity('--peak-users=-5').stderr).toContain('Found: "-5". Right would be: a whole number from 1');
});

test('a wrong number is refused with what would be right', () => {
  const { status, stderr } = capacity('--peak-users', 'many');
  expect(stderr).toMatch(
    /^\[BAD_SETTING\] checked: --peak-users\. Found: "many"\. Right would be: a whole number/,
  );
  expect(status).toBe(1);
});

test('instances without a run to take them from are refused, not ignored', () => {
  const { status, stderr } = capacity('--instances', '3');
  expect(stderr).toMatch(
    /^\[BAD_SETTING\] checked: --instances\. Found: "3"\. Right would be: set --from as well, or remove --instances:/,
  );
  expect(status).toBe(1);
});
