import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const PROJECT = resolve(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(PROJECT, path), 'utf8');

test('every setting that is read is explained in docs/settings.md', () => {
  const files = [
    'src/target/environments/resolve-target.ts',
    'src/run/run-settings.ts',
    'src/verdict/thresholds/load-thresholds.ts',
    'src/browser/find-browser.ts',
    'sandbox/settings.ts',
  ];
  const read = files.flatMap((file) => [
    ...text(file).matchAll(
      /(?:text|settingText|read\w*|url|integer|flag|word|secret|hexKey|paths|durationSeconds)\((?:env, )?'([A-Z][A-Z_]+)'/g,
    ),
    ...text(file).matchAll(/(?:env|environment)\.([A-Z][A-Z_]+)/g),
  ]);
  const names = new Set(read.map(([, name]) => name));
  expect(names.size, 'the search finds settings at all').toBeGreaterThan(25);
  const explained = text('docs/settings.md');
  expect([...names].filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
});

test('every flag of the command line is explained in docs/settings.md', () => {
  const flags = [...text('scripts/command-line/flags.ts').matchAll(/^ {2}'?([a-z-]+)'?: \{ kind/gm)].map(
    ([, name]) => `--${name}`,
  );
  expect(flags.length).toBeGreaterThan(5);
  const explained = text('docs/settings.md') + text('scripts/command-line/help.txt');
  expect(flags.filter((flag) => !explained.includes(flag))).toEqual([]);
});

test('every error code is explained once in docs/exit-codes.md, and is one that the code knows', () => {
  const known = [...text('src/run/suite-error.ts').matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code);
  const rows = [...text('docs/exit-codes.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
  expect(rows.sort()).toEqual(known.sort());
});

test('every error code is used by the code', () => {
  const sources = readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('suite-error.ts'))
    .map((file) => text(join('src', file)))
    .join('\n');
  const known = [...text('src/run/suite-error.ts').matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code);
  expect(known.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
