import { expect, test } from '@playwright/test';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

test('of 100 requests of the operation 5 have their connection reset, of others none', async () => {
  const site = testSite();
  await switchOn('deals.list:reset+5', site);
  const ends: unknown[] = [];
  for (let times = 0; times < 100; times += 1) ends.push((await pass(site, 'deals.list')).end);
  expect(ends.filter((end) => end === 'cut')).toHaveLength(5);
  expect(ends.filter((end) => end === 'passed')).toHaveLength(95);
  expect((await pass(site, 'deals.get')).end).toBe('passed');
});
