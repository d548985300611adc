import { expect, test } from '@playwright/test';
import { readBenchFlags } from '../../../../lab/bench/bench-flags.ts';

const messageOf = (...flags: string[]) => {
  const wish = readBenchFlags(flags);
  return wish.kind === 'wrong' ? wish.message : wish.kind;
};

test('without flags the bench runs three rounds of five seconds and writes to docs', () => {
  expect(readBenchFlags([])).toEqual({
    kind: 'bench',
    rounds: 3,
    seconds: 5,
    only: [],
    outputFolder: 'docs',
  });
});

test('with --only nothing is written unless a folder is named', () => {
  expect(readBenchFlags(['--only', 'virtual users, k6'])).toEqual({
    kind: 'bench',
    rounds: 3,
    seconds: 5,
    only: ['virtual users', 'k6'],
  });
  expect(readBenchFlags(['--only', 'k6', '--output-dir', 'out'])).toMatchObject({ outputFolder: 'out' });
});

test('a wrong flag gets one line with what was found and what would be right', () => {
  expect(messageOf('--rounds', '0')).toBe('--rounds: found "0"; right would be a whole number from 1 to 20');
  expect(messageOf('--seconds', 'five')).toContain('right would be a whole number from 2 to 60');
  expect(messageOf('--only', ' , ')).toContain("right would be a part of a tool's name");
  expect(messageOf('--turns', '3')).toContain("'--turns'");
});

test('--help is a wish of its own', () => {
  expect(messageOf('-h')).toBe('help');
});
