import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { limitsBroken, measurementInvalid, targetGone } from '../../../lanes/lane-results.ts';
import { codePattern, RESULT_CODES, ResultError, resultCodeOf } from '../../../src/base/result-error.ts';

/** As Playwright's worker passes an error on to the reporters: the name, if there is one, then the message. */
const passedOn = ({ name, message }: Error) => (name === '' ? message : `${name}: ${message}`);

for (const code of RESULT_CODES) {
  test(`a failure with the code ${code} is recognised by the code, whatever else its message says`, () => {
    for (const words of ['three limits are broken', '', 'reworded, with [BRACKETS]: and more'])
      expect(resultCodeOf(passedOn(new ResultError(code, words)))).toBe(code);
    expect(resultCodeOf(`AnotherClass: [${code}] renamed`)).toBe(code);
  });
}

test('what the lanes throw has codes of results', () => {
  expect(resultCodeOf(passedOn(limitsBroken([], '')))).toBe('LIMITS_BROKEN');
  expect(resultCodeOf(passedOn(targetGone('nothing answers')))).toBe('TARGET_GONE');
  expect(resultCodeOf(passedOn(measurementInvalid('starved')))).toBe('MEASUREMENT_INVALID');
});

test('any other error is not a result, not even one that quotes a code or uses the old words', () => {
  for (const message of [
    "Error: step 'sign in': what ends it was not seen",
    'Error: the log said [LIMITS_BROKEN] before',
    'LimitsBroken: 2 limits are broken',
    'SuiteError: [TARGET_UNREACHABLE] checked: GET /health',
  ])
    expect(resultCodeOf(message)).toBeUndefined();
});

test('a pattern for several codes matches each of them and no other', () => {
  const pattern = codePattern('TARGET_GONE', 'TARGET_UNREACHABLE');
  expect(pattern.test(passedOn(targetGone('it died')))).toBe(true);
  expect(pattern.test('SuiteError: [TARGET_UNREACHABLE] checked: GET /health')).toBe(true);
  expect(pattern.test(passedOn(measurementInvalid('starved')))).toBe(false);
});

test('the documentation explains every code', () => {
  const docs = readFileSync(join(import.meta.dirname, '../../../docs/exit-codes.md'), 'utf8');
  for (const code of RESULT_CODES) expect(docs).toContain(`| \`${code}\` |`);
});
