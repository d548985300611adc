import { expect, test } from '@playwright/test';
import { readHostsFlags } from '../../../../lab/hosts/hosts-flags.ts';

test('without flags four hosts share a short smoke, and nothing happens to any of them', () => {
  expect(readHostsFlags([])).toEqual({
    cutOff: undefined,
    clockOff: undefined,
    vus: 16,
    durationMs: 30_000,
    startInMs: 60_000,
    outputFolder: undefined,
  });
  expect(readHostsFlags(['--help'])).toBeUndefined();
});

test('a host can be cut off, and one can have a clock that is ahead or behind', () => {
  const wish = readHostsFlags(['--cut-off', '3', '--clock-off', '2=3s', '--vus', '8', '--duration', '12s']);
  expect(wish).toMatchObject({ cutOff: 3, clockOff: { host: 2, byMs: 3_000 }, vus: 8, durationMs: 12_000 });
  expect(readHostsFlags(['--clock-off', '1=-500ms'])).toMatchObject({ clockOff: { host: 1, byMs: -500 } });
  expect(readHostsFlags(['--clock-off', '1=+1m'])).toMatchObject({ clockOff: { host: 1, byMs: 60_000 } });
});

const WRONG: [flags: string[], message: string][] = [
  [['--cut-off', '5'], '--cut-off. Found: "5". Right would be: a whole number from 1 to 4'],
  [['--clock-off', '3s'], '--clock-off. Found: "3s". Right would be: a host from 1 to 4 and a time'],
  [['--clock-off', '5=3s'], '--clock-off. Found: "5=3s". Right would be: a host from 1 to 4 and a time'],
  [['--clock-off', '2=3'], '--clock-off. Found: "2=3". Right would be: a host from 1 to 4 and a time'],
  [['--vus', '3'], '--vus. Found: "3". Right would be: a whole number from 4 to 1000'],
  [['--duration', 'long'], '--duration. Found: "long". Right would be: a time'],
];

for (const [flags, message] of WRONG)
  test(`${flags.join(' ')} is refused with what is right`, () => {
    expect(() => readHostsFlags(flags)).toThrow(message);
  });
