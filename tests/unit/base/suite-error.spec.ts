import { parseArgs } from 'node:util';
import { expect, test } from '@playwright/test';
import { joinedError, printedError, SuiteError } from '../../../src/base/suite-error.ts';

test('an error of the suite has a code for programs and three parts for people', () => {
  const error = new SuiteError('TARGET_UNREACHABLE', {
    checked: 'GET http://localhost:8080/health',
    found: 'no answer (refused)',
    right: 'a running Desk Studio',
  });
  expect(error).toBeInstanceOf(Error);
  expect(error.code).toBe('TARGET_UNREACHABLE');
  // No class before it and no stack below it, wherever it is printed.
  for (const printed of [String(error), error.stack]) expect(printed).toBe(error.message);
  expect(error.message).toBe(
    '[TARGET_UNREACHABLE] checked: GET http://localhost:8080/health. Found: no answer (refused). ' +
      'Right would be: a running Desk Studio.',
  );
});

test('each part ends with one stop: a question keeps its mark, and a list is followed by a line break', () => {
  const { message } = new SuiteError('TARGET_UNHEALTHY', {
    checked: 'GET /health',
    found: '2 mistakes\n  - one\n  - two\n',
    right: 'healthy; is it Desk Studio that answers there?',
    page: 'docs/exit-codes.md',
  });
  expect(message).toBe(
    '[TARGET_UNHEALTHY] checked: GET /health. Found: 2 mistakes\n  - one\n  - two.\n' +
      'Right would be: healthy; is it Desk Studio that answers there? See docs/exit-codes.md.',
  );
});

test('several faults are one error with the code of the first, which lists them all', () => {
  const parts = { found: 'nothing', right: 'something' };
  const first = new SuiteError('TARGET_UNREACHABLE', { checked: 'the gateway', ...parts });
  const second = new SuiteError('BAD_SETTING', { checked: 'METRICS_PORT', ...parts });
  expect(joinedError([first], 'whether the run can begin')).toBe(first);
  const joined = joinedError([first, second], 'whether the run can begin');
  expect(joined.code).toBe('TARGET_UNREACHABLE');
  expect(joined.message.split('\n')).toEqual([
    '[TARGET_UNREACHABLE] checked: whether the run can begin. Found: 2 faults. Right would be: none of them',
    '  - [TARGET_UNREACHABLE] checked: the gateway. Found: nothing. Right would be: something',
    '  - [BAD_SETTING] checked: METRICS_PORT. Found: nothing. Right would be: something.',
  ]);
});

test('a command prints the message of what it can explain, and the stack of what it cannot', () => {
  const known = new SuiteError('BAD_SETTING', { checked: 'VUS', found: '0', right: '1' });
  expect(printedError(known)).toBe(known.message);
  const bug = new TypeError('x is not a function');
  expect(printedError(bug)).toBe(bug.stack);
  expect(printedError('a text')).toBe('a text');
});

test('a flag that does not exist or lacks its value is one line in the form of all others', () => {
  const line = (found: string) =>
    `[BAD_SETTING] checked: the command line. Found: ${found}. Right would be: what --help lists.`;
  for (const [arg, found] of [
    ['--force', "Unknown option '--force'"],
    ['staging', "Unexpected argument 'staging'"],
    ['--page', "Option '--page <value>' argument missing"],
    ['--json=no', "Option '--json' does not take an argument"],
  ] as const)
    expect(
      printedError(
        thrownBy(() =>
          parseArgs({ args: [arg], options: { page: { type: 'string' }, json: { type: 'boolean' } } }),
        ),
      ),
    ).toBe(line(found));
  const ambiguous = thrownBy(() =>
    parseArgs({ args: ['--page', '--json'], options: { page: { type: 'string' } } }),
  );
  expect(printedError(ambiguous)).toBe(
    '[BAD_SETTING] checked: the command line. Found: --page, followed by something that begins with -. Right would be: a value after --page, numbers without a minus sign; a value that begins with - is written --page=VALUE.',
  );
});

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
