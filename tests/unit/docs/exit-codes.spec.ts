import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = resolve(import.meta.dirname, '../../..');
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
