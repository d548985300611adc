import { expect, test } from '@playwright/test';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

test('each request leaves its bytes in memory, until the fault is switched off', async () => {
  const site = testSite();
  const before = process.memoryUsage().arrayBuffers;
  const off = await switchOn('leak:20000', site);
  for (let times = 0; times < 500; times += 1) await pass(site, 'deals.list');
  const grownBy = process.memoryUsage().arrayBuffers - before;
  expect(grownBy).toBeGreaterThanOrEqual(500 * 20_000);
  await off();
  expect(site.requestSteps.size).toBe(0);
});
