import { expect, test } from '@playwright/test';
import { mergedSeconds } from '../../../../src/measure/merged/merged-seconds.ts';

test('seconds that parts share add up, and the slowest of a second is that of all', () => {
  const merged = mergedSeconds([
    { fromSecond: 12, ok: [2, 1], totalMs: [10.1, 5], slowestMs: [6, 5] },
    { fromSecond: 11, ok: [1, 4], failed: [0, 3], totalMs: [0.2, 8.2], slowestMs: [0.2, 7] },
  ]);
  expect(merged).toEqual({
    fromSecond: 11,
    ok: [1, 6, 1],
    failed: [0, 3, 0],
    totalMs: [0.2, 18.3, 5],
    slowestMs: [0.2, 7, 5],
  });
});

test('a second that no part has is empty, and failures are left out when there were none', () => {
  const part = { ok: [1], totalMs: [1], slowestMs: [1] };
  expect(
    mergedSeconds([
      { fromSecond: 3, ...part },
      { fromSecond: 5, ...part },
    ]),
  ).toEqual({
    fromSecond: 3,
    ok: [1, 0, 1],
    totalMs: [1, 0, 1],
    slowestMs: [1, 0, 1],
  });
});

test('no parts have no seconds', () => {
  expect(mergedSeconds([])).toBeUndefined();
});
