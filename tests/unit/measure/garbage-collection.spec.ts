import { expect, test } from '@playwright/test';
import { withShortCollections } from '../../../src/measure/garbage-collection.ts';

test('a generator of load has short collections, next to the options that are set', () => {
  expect(withShortCollections(undefined)).toBe('--max-semi-space-size=8');
  expect(withShortCollections('')).toBe('--max-semi-space-size=8');
  expect(withShortCollections('--max-old-space-size=4096')).toBe(
    '--max-old-space-size=4096 --max-semi-space-size=8',
  );
});

test('a bound that somebody has set stays', () => {
  for (const options of ['--max-semi-space-size=32', '--trace-warnings --max_semi_space_size=1'])
    expect(withShortCollections(options)).toBe(options);
});
