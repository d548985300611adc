import { expect, test } from '@playwright/test';
import { UnderWay } from '../../../src/measure/under-way.ts';

test('only what was under way at the moment is awaited, in whatever order it ends', () => {
  const underWay = new UnderWay();
  const [first, second, third] = [underWay.begin(), underWay.begin(), underWay.begin()];
  underWay.end(second);
  underWay.awaitAll();
  expect(underWay.awaited).toBe(2);
  const later = underWay.begin();
  underWay.end(third);
  underWay.end(later);
  expect(underWay.awaited).toBe(1);
  underWay.end(first);
  expect(underWay.awaited).toBe(0);
  underWay.end(underWay.begin());
  expect([underWay.awaited, underWay.begun]).toEqual([0, 5]);
});

test('a later moment is awaited anew', () => {
  const underWay = new UnderWay();
  const first = underWay.begin();
  underWay.awaitAll();
  const second = underWay.begin();
  underWay.awaitAll();
  expect(underWay.awaited).toBe(2);
  underWay.end(first);
  underWay.end(second);
  expect(underWay.awaited).toBe(0);
});
