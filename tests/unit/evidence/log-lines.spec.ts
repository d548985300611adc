import { expect, test } from '@playwright/test';
import { errorLines } from '../../../src/evidence/log-lines.ts';

test('the last lines that name an error are kept, and long ones are cut', () => {
  const log = [...Array(9).keys()].map((n) => `ERROR number ${n}\ninfo ${n}`).join('\n');
  expect(errorLines(log)).toEqual([4, 5, 6, 7, 8].map((n) => `ERROR number ${n}`));
  expect(errorLines(`error ${'x'.repeat(400)}`)[0]).toHaveLength(301);
});

for (const [line, kept] of [
  ['error: login of ann@example.com failed', 'error: login of *** failed'],
  ['error {"refresh_token":"abc.def","n":1}', 'error {"refresh_token":"***","n":1}'],
  ['error Authorization: Bearer abc123 refused', 'error Authorization: *** refused'],
  ['error dsn password=hunter2 host=db', 'error dsn password=*** host=db'],
]) {
  test(`${line} is kept without its secret`, () => {
    expect(errorLines(line ?? '')).toEqual([kept]);
  });
}
