import { expect, test } from '@playwright/test';
import { limitsBroken, measurementInvalid, targetGone } from '../../../lanes/lane-results.ts';
import { isResult } from '../../../src/run/result-error.ts';

for (const error of [
  limitsBroken([], ''),
  targetGone('nothing answers'),
  measurementInvalid('no CPU left'),
]) {
  test(`${error.name} is recognised as a result by its text alone`, () => {
    expect(isResult(String(error))).toBe(true);
    expect(error.stack).toBe(String(error));
  });
}

test('any other error is a test that could not do its work', () => {
  expect(isResult('TypeError: x is not a function')).toBe(false);
  expect(isResult('Error: LimitsBroken: quoted inside another message')).toBe(false);
});
