import { expect, test } from '@playwright/test';
import { collectGarbage } from '../../../made/collect-garbage.ts';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

/** Bytes of all buffers that are still in use. */
function keptBytes(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

test('each request leaves its bytes in memory, until the fault is switched off', async () => {
  const site = testSite();
  const before = keptBytes();
  const off = await switchOn('leak:20000', site);
  for (let times = 0; times < 500; times += 1) await pass(site, 'deals.list');
  const grownBy = keptBytes() - before;
  await off();
  const leftBytes = keptBytes() - before;
  expect(grownBy).toBeGreaterThanOrEqual(500 * 20_000);
  expect(leftBytes).toBeLessThan(20 * 20_000);
  expect(site.requestSteps.size).toBe(0);
});
