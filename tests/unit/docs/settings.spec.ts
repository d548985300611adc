import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { helpText } from '../../../scripts/command-line/help.ts';
import { renewedPage } from '../../../scripts/command-line/settings-page.ts';
import { formatDuration } from '../../../src/base/duration.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { EXIT_CODES } from '../../../src/record/run-record.ts';
import { settingRow } from '../../../src/settings/settings.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '../../..', path), 'utf8');
const settings = read('docs/settings.md');
const exitCodes = read('docs/exit-codes.md');

/** How often a table of this page has a row with this word in one of its first two columns. */
function rowsOf(page: string, word: string): number {
  const inCode = `\`${word}\``;
  return page.split('\n').filter((line) => {
    const [, first = '', second = ''] = line.split('|');
    return first.includes(inCode) || second.trim() === inCode;
  }).length;
}

test('the settings page is what `npm run docs:settings` makes of the table of settings', () => {
  expect(renewedPage(settings)).toBe(settings);
});

test('the usage is what `npm run docs:settings` makes of the table of settings', () => {
  expect(read('scripts/command-line/help.txt')).toBe(helpText({}));
});

test('a changed table renews the generated part of the page and nothing else', () => {
  const stale = settings.replace('| `VUS` |', '| `USERS` |').replace('# Settings', '# All settings');
  expect(renewedPage(stale)).toBe(settings.replace('# Settings', '# All settings'));
  expect(() => renewedPage('# Settings')).toThrow('found no generated part');
});

test('the help of --stop-at-errors says how long the requests of each scenario may fail', () => {
  const { meaning } = settingRow('stopAtErrors');
  const scenarios = Object.values(loadTables().scenarios);
  expect(scenarios.length).toBeGreaterThan(5);
  for (const row of scenarios) {
    const { stopAbove } = planScenario(row, [], { stopAtErrors: 0.2 });
    const who = row.stopAbove === undefined ? 'others' : row.scenario;
    expect(meaning, row.scenario).toContain(`${who} ${formatDuration(stopAbove?.forMs ?? 0)}`);
  }
});

test('every variable of the sandbox is in the settings page, once', () => {
  const names = [...read('sandbox/settings.ts').matchAll(/\bread\.\w+\('([A-Z_]+)'/g)].flatMap(
    ([, name]) => name ?? [],
  );
  expect(names).toContain('DATABASE_URL');
  for (const name of new Set(names)) expect(rowsOf(settings, name), name).toBe(1);
});

test('every error code of the suite is explained, once', () => {
  const union = /SuiteErrorCode =([^;]+);/.exec(read('src/base/suite-error.ts'))?.[1] ?? '';
  const codes = [...union.matchAll(/'([A-Z_]+)'/g)].flatMap(([, code]) => code ?? []);
  expect(codes).toContain('BAD_SETTING');
  for (const code of codes) expect(rowsOf(exitCodes, code), code).toBe(1);
});

test('every exit code of a run is explained, once', () => {
  for (const code of Object.values(EXIT_CODES))
    expect(exitCodes.match(new RegExp(`^\\| ${code} \\|`, 'gm')), String(code)).toHaveLength(1);
});
