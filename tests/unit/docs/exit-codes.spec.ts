import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = resolve(import.meta.dirname, '../../..');
/** What the error codes and the failures of a test are called on the page. */
const CODES = [...read('docs/exit-codes.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].flatMap(
  ([, code]) => code ?? [],
);

test('every error code is used by the code', () => {
  const sources = textBelow('src', 'base/suite-error.ts') + read('scripts/ensure-installed.sh');
  const known = [...read('src/base/suite-error.ts').matchAll(/\| '([A-Z0-9_]+)'/g)].flatMap(
    ([, code]) => code ?? [],
  );
  expect(known.length).toBeGreaterThan(5);
  expect(known.filter((code) => !sources.includes(`'${code}'`) && !sources.includes(`[${code}]`))).toEqual(
    [],
  );
});

test('every code of the page has a test that expects it in a message', () => {
  expect(CODES).toContain('BAD_SETTING');
  expect(CODES).toContain('LIMITS_BROKEN');
  // A test that makes such an error itself does not show that anything provokes it.
  const specs = textBelow('tests', 'unit/docs/exit-codes.spec.ts').replaceAll(
    /new \w+Error\(\s*'[A-Z0-9_]+'/g,
    '',
  );
  const expected = (code: string) => new RegExp(`\\[${code}\\\\?\\]|['/]${code}\\b`).test(specs);
  expect(CODES.filter((code) => !expected(code))).toEqual([]);
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The sources below a folder as one text, but for one file. */
function textBelow(folder: string, leftOut: string): string {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && file !== leftOut)
    .map((file) => read(join(folder, file)))
    .join('\n');
}
