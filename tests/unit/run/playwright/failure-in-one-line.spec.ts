import { expect, test } from '@playwright/test';
import type { TestError, TestResult } from '@playwright/test/reporter';
import { TRACE_HINTS, tellInOneLine } from '../../../../src/run/playwright/failure-in-one-line.ts';

const STACK = '\n    at Visit.step (/suite/lanes/journeys/measured-visit.ts:134:13)';

/** What becomes of the failure of a test in this file. */
function told(
  message: string,
  file = '/suite/lanes/journeys/journey-rounds.ts',
  status: TestResult['status'] = 'failed',
): TestError {
  const error: TestError = {
    message,
    stack: message + STACK,
    snippet: '> 134 | throw',
    cause: { message: 'the cause', stack: STACK },
    location: { file, line: 1, column: 1 },
  };
  const result = { status, errors: [error], error } as unknown as TestResult;
  tellInOneLine({ title: 'login, round 1 of 2', location: { file, line: 1, column: 1 } }, result);
  return error;
}

test('the failure of a page becomes one line with a code, what was waited for among it, without stack, source and cause', () => {
  const { message, ...rest } = told(
    'Error: step \'sign in\': page.goto: net::ERR_CONNECTION_REFUSED at http://127.0.0.1:8080/login\n\u001b[2mCall log:\u001b[22m\n  - navigating to "http://127.0.0.1:8080/login", waiting until "load"\n  - and more\n',
  );
  expect(message).toBe(
    "[JOURNEY_FAILED] checked: login, round 1 of 2. Found: step 'sign in': page.goto: net::ERR_CONNECTION_REFUSED at " +
      'http://127.0.0.1:8080/login; navigating to "http://127.0.0.1:8080/login", waiting until "load". Right would be: ' +
      'a journey that comes to its end; its trace shows the page, and the summary whether the target was gone.',
  );
  expect(rest).toEqual({ stack: message });
});

for (const [what, start] of Object.entries(TRACE_HINTS))
  test(`the lines of an expectation are one line, and how to see the trace ${what} stays the last one`, () => {
    const hint = `${start}npx playwright show-trace reports/latest/traces/login-1.zip`;
    const { message = '' } = told(
      `Error: expect(locator).toBeVisible() failed\n\nLocator: getByText('Hello')\nExpected: visible\n\nCall log:\n  - Expect "toBeVisible"\n${hint}`,
    );
    const [line, ...others] = message.split('\n');
    expect(line).toMatch(
      /Found: expect\(locator\)\.toBeVisible\(\) failed; Locator: getByText\('Hello'\); Expected: visible; Expect "toBeVisible"\. Right/,
    );
    expect(others).toEqual([hint]);
  });

test('a failure of any other test has its code, one without a message too', () => {
  const file = '/suite/tests/traffic.spec.ts';
  expect(told('Error: deals: sent nothing', file).message).toMatch(
    /^\[TEST_FAILED\] checked: .+\. Found: deals: sent nothing\. Right would be: /,
  );
  expect(told('', file).message).toContain('Found: a failure without a message.');
});

for (const message of [
  '[BROWSER_GONE] checked: it.',
  '[LIMITS_BROKEN] 1 limit is broken:\n  - p95',
  'Error: [TARGET_GONE] x',
])
  test(`a failure that has a code stays as it is: ${message.split('\n')[0]}`, () => {
    expect(told(message)).toMatchObject({ message, stack: message + STACK });
  });

test('a mistake of the suite keeps its stack', () => {
  const message = 'TypeError: x is not a function';
  expect(told(message)).toMatchObject({ message, stack: message + STACK });
});

test('a round that Ctrl-C ended is not told as a failure of its journey', () => {
  const { message } = told('Error: page.evaluate: Test ended.', undefined, 'interrupted');
  expect(message).toBe('login, round 1 of 2: the run was interrupted before this test came to its end');
});
