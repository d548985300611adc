import { expect, test } from '@playwright/test';
import { formatFigure, formatMs } from '../../../src/base/format.ts';

test('milliseconds have as many digits as carry meaning', () => {
  expect([0, 0.1234, 9.5, 12.345, 99.94, 100.5, 1234.5].map(formatMs)).toEqual([
    '0',
    '0.12',
    '9.5',
    '12.3',
    '99.9',
    '101',
    '1,235',
  ]);
});

test('shares are read as per cent, rates as whole numbers a second', () => {
  expect(formatFigure(0.99912, 'share')).toBe('99.91 %');
  expect(formatFigure(12_345.6, 'per second')).toBe('12,346/s');
  expect([1, 1_000].map((users) => formatFigure(users, 'users'))).toEqual(['1 user', '1,000 users']);
});
