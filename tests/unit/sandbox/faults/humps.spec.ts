import { expect, test } from '@playwright/test';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

test('30 of 100 requests take longer, the others do not', async () => {
  const site = testSite();
  await switchOn('deals.list:humps+300/30', site);
  const waits: number[] = [];
  for (let times = 0; times < 100; times += 1) waits.push((await pass(site, 'deals.list')).waitedMs);
  expect(waits.filter((ms) => ms === 300)).toHaveLength(30);
  expect(waits.filter((ms) => ms === 0)).toHaveLength(70);
});
