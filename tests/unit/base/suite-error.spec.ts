import { expect, test } from '@playwright/test';
import { SuiteError } from '../../../src/base/suite-error.ts';

test('an error of the suite has a code for programs and three parts for people', () => {
  const error = new SuiteError('TARGET_UNREACHABLE', {
    checked: 'GET http://localhost:8080/health',
    found: 'no answer (refused)',
    right: 'a running Desk Studio',
  });
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code]).toEqual(['SuiteError', 'TARGET_UNREACHABLE']);
  expect(error.message).toBe(
    '[TARGET_UNREACHABLE] checked: GET http://localhost:8080/health. Found: no answer (refused). ' +
      'Right would be: a running Desk Studio.',
  );
});
