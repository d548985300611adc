import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { FLAGS } from '../../../scripts/command-line/flags.ts';
import { EXIT_CODES } from '../../../src/record/exit-code.ts';

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

/** The names of the variables that a file reads, by the way in which it reads them. */
function variablesIn(path: string, reading: RegExp): string[] {
  const names = [...read(path).matchAll(reading)].flatMap(([, name]) => name ?? []);
  expect(names, `variables found in ${path}`).not.toEqual([]);
  return [...new Set(names)];
}

const sources: readonly [path: string, reading: RegExp][] = [
  ['src/settings/run-settings.ts', /\btext\('([A-Z_]+)'\)/g],
  ['src/target/environments/resolve-target.ts', /(?:env, '|\benv\.)([A-Z_]+)\b/g],
  ['sandbox/settings.ts', /\bread\.\w+\('([A-Z_]+)'/g],
  ['src/browser/find-browser.ts', /\benvironment\.([A-Z_]+)\b/g],
  ['src/verdict/thresholds/load-thresholds.ts', /\benv\.([A-Z_]+)\b/g],
  ['src/settings/metrics-settings.ts', /(?:env, '|\benv\.)([A-Z_]+)\b/g],
  ['src/base/terminal.ts', /\benv\.([A-Z_]+)\b/g],
];
for (const [path, reading] of sources) {
  test(`every variable that ${path} reads is in the settings page, once`, () => {
    for (const name of variablesIn(path, reading)) expect(rowsOf(settings, name), name).toBe(1);
  });
}

test('every flag is in the settings page, beside its variable', () => {
  for (const [name, flag] of Object.entries(FLAGS)) {
    const row = settings.split('\n').find((line) => line.startsWith('| `') && line.includes(`\`--${name}`));
    expect(row, `--${name}`).toBeDefined();
    if ('variable' in flag) expect(row).toContain(`| \`${flag.variable}\` |`);
  }
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
