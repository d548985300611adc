import { expect, test } from '@playwright/test';
import { isFirst, numberAmongAll, type Segment, segmentWords, shareOf } from '../../../src/base/segment.ts';

function segmentsOf(of: number): Segment[] {
  return Array.from({ length: of }, (_, index) => ({ index: index + 1, of }));
}

test('the shares of all segments add up to the total, and differ by one at most', () => {
  const wrong: string[] = [];
  for (const count of [1, 2, 3, 4, 8, 64])
    for (const total of [0, 1, 7, 10, 100, 1_001, 10_000]) {
      const shares = segmentsOf(count).map((segment) => shareOf(total, segment));
      const added = shares.reduce((all, share) => all + share, 0);
      if (added !== total || Math.max(...shares) - Math.min(...shares) > 1)
        wrong.push(`${total} in ${count}: ${shares.join(' ')}`);
    }
  expect(wrong).toEqual([]);
});

test('no two segments number their things alike', () => {
  const numbers = segmentsOf(4).flatMap((segment) =>
    [0, 1, 2, 3, 4].map((number) => numberAmongAll(number, segment)),
  );
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(Math.max(...numbers)).toBe(numbers.length - 1);
});

test('the first segment, and a whole run, do what only one may do', () => {
  expect(isFirst(undefined)).toBe(true);
  expect(isFirst({ index: 1, of: 4 })).toBe(true);
  expect(isFirst({ index: 2, of: 4 })).toBe(false);
  expect(segmentWords({ index: 2, of: 4 })).toBe('segment 2 of 4');
});
