import { expect, test } from '@playwright/test';
import { readBenchFlags } from '../../../../lab/bench/bench-flags.ts';

test('without flags the bench runs three rounds of five seconds and writes to docs', () => {
  expect(readBenchFlags([])).toEqual({ rounds: 3, seconds: 5, only: [], outputFolder: 'docs' });
});

test('with --only nothing is written unless a folder is named', () => {
  expect(readBenchFlags(['--only', 'virtual users, k6'])).toEqual({
    rounds: 3,
    seconds: 5,
    only: ['virtual users', 'k6'],
    outputFolder: undefined,
  });
  expect(readBenchFlags(['--only', 'k6', '--output-dir', 'out'])).toMatchObject({ outputFolder: 'out' });
});

test('a wrong flag is an error that says what was expected and what was found', () => {
  const reading =
    (...flags: string[]) =>
    () =>
      readBenchFlags(flags);
  expect(reading('--rounds', '0')).toThrow(
    '[BAD_SETTING] checked: --rounds. Found: "0". Right would be: a whole number from 1 to 20',
  );
  expect(reading('--seconds', 'five')).toThrow('Right would be: a whole number from 2 to 60');
  expect(reading('--only', ' , ')).toThrow("Right would be: a part of a tool's name");
  expect(reading('--turns', '3')).toThrow("'--turns'");
});

test('--help asks for no measurement', () => {
  expect(readBenchFlags(['-h'])).toBeUndefined();
});
