import { expect, test } from '@playwright/test';
import { untilBeginning } from '../../../../lanes/traffic/until-beginning.ts';

test('a process waits until the common beginning, and has nothing to complain about then', async () => {
  const atEpochMs = Date.now() + 50;
  expect(await untilBeginning(atEpochMs)).toBeUndefined();
  expect(Date.now()).toBeGreaterThanOrEqual(atEpochMs - 1);
});

test('a process that is more than a second late says by how much', async () => {
  expect(await untilBeginning(Date.now() - 1_500)).toMatch(/^it began 1\.[5-9] s after the others$/);
});
