import { expect, test } from '@playwright/test';
import { untilBeginning } from '../../../../lanes/traffic/until-beginning.ts';
import { withHeldDate } from '../../../made/held-date.ts';

const NOW_MS = 1_764_000_000_000;

test('a process waits until the common beginning, and has nothing to complain about then', async () => {
  const startedMs = performance.now();
  expect(await withHeldDate(NOW_MS, () => untilBeginning(NOW_MS + 50))).toBeUndefined();
  // A timer may fire 1 ms early.
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(49);
});

test('a process that is a second late does not say so', async () => {
  expect(await withHeldDate(NOW_MS, () => untilBeginning(NOW_MS - 1_000))).toBeUndefined();
});

test('a process that is more than a second late says by how much', async () => {
  const lateness = withHeldDate(NOW_MS, () => untilBeginning(NOW_MS - 1_500));
  expect(await lateness).toBe('it began 1.5 s after the others');
});
