import { expect, test } from '@playwright/test';
import { formatDuration, parseDurationMs } from '../../../src/base/duration.ts';

for (const [text, ms] of [
  ['30s', 30_000],
  ['20m', 1_200_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['1m30s', 90_000],
  ['250ms', 250],
  [' 2m ', 120_000],
] as const) {
  test(`the duration ${JSON.stringify(text)} is ${ms} ms`, () => {
    expect(parseDurationMs(text)).toBe(ms);
  });
}

test('a text that is not a duration, or a duration of zero, is undefined', () => {
  for (const text of ['', 'soon', '45', '10 m', '1m30', '-5s', '5d', '0', '0s', 'm', '1e3'])
    expect(parseDurationMs(text), JSON.stringify(text)).toBeUndefined();
});

test('durations are written as people say them', () => {
  expect([900, 45_000, 119_400, 120_000, 450_000, 5_400_000, 7_200_000].map(formatDuration)).toEqual([
    '1 s',
    '45 s',
    '119 s',
    '2 min',
    '7 min 30 s',
    '1 h 30 min',
    '2 h',
  ]);
});
