import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const SOURCES = resolve(import.meta.dirname, '../../../src');

test('every error code is used by the code', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const text = (file: string) => readFileSync(join(SOURCES, file), 'utf8');
  const sources = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('suite-error.ts'))
    .map(text)
    .join('\n');
  const known = [...text('base/suite-error.ts').matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code);
  expect(known.length).toBeGreaterThan(5);
  expect(known.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
