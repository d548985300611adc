import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = resolve(import.meta.dirname, '../../..');
/** What the error codes and the failures of a test are called on the page. */
const CODES = [...read('docs/exit-codes.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].flatMap(
  ([, code]) => code ?? [],
);

test('every error code is used by the code, and is on the page', () => {
  const sources =
    [...textsBelow('src', 'base/suite-error.ts'), ...textsBelow('lanes', '')].join('\n') +
    read('scripts/ensure-installed.sh');
  const known = [...read('src/base/suite-error.ts').matchAll(/\| '([A-Z0-9_]+)'/g)].flatMap(
    ([, code]) => code ?? [],
  );
  expect(known.length).toBeGreaterThan(5);
  expect(known.filter((code) => !sources.includes(`'${code}'`) && !sources.includes(`[${code}]`))).toEqual(
    [],
  );
  expect(known.filter((code) => !CODES.includes(code))).toEqual([]);
});

test('every code of the page has a test of real processes, targets or runs that expects it in a message', () => {
  expect(CODES).toContain('BAD_SETTING');
  expect(CODES).toContain('LIMITS_BROKEN');
  // What a unit test makes by hand does not show that anything provokes it.
  const statements = ['integration', 'suite', 'side-by-side', 'hostile', 'nightly']
    .flatMap((kind) => textsBelow(`tests/${kind}`, ''))
    // A comment expects nothing, and nor does a test that makes such an error itself.
    .map((text) => text.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, ''))
    .flatMap((text) => text.replaceAll(/new \w+Error\(\s*'[A-Z0-9_]+'/g, '').split(/;\n/))
    // What must not be printed is no proof that anything prints it.
    .filter((statement) => !statement.includes('.not.'));
  const isExpected = (code: string) => {
    const expected = new RegExp(`(?:expect\\b|words: )[^]*(?:\\[${code}\\\\?\\]|['/]${code}\\b)`);
    // The line of a row in the table of hostile inputs, which begins with the code.
    const ofRow = new RegExp(`[/\`]\\^(?: \\+)?\\\\{1,2}\\[${code}\\\\{1,2}\\]`);
    return statements.some((statement) => expected.test(statement) || ofRow.test(statement));
  };
  expect(CODES.filter((code) => !isExpected(code))).toEqual([]);
  expect(isExpected('NO_SUCH_CODE')).toBe(false);
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The sources below a folder but for one file; of the tests, specs and the rows of their tables. */
function textsBelow(folder: string, leftOut: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const counts = folder.startsWith('tests') ? /(?:\.spec|-rows)\.ts$/ : /\.ts$/;
  return files
    .filter((file) => counts.test(file) && file !== leftOut)
    .map((file) => read(join(folder, file)));
}
