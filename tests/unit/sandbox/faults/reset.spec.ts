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

test('a reset with seconds lasts from the first to the last', async () => {
  const site = testSite();
  await switchOn('deals.list:reset+100/20-40', site);
  const endAt = async (second: number) => {
    site.atMs = second * 1000;
    return (await pass(site, 'deals.list')).end;
  };
  expect([await endAt(19.9), await endAt(20), await endAt(39.9), await endAt(40)]).toEqual([
    'passed',
    'cut',
    'cut',
    'passed',
  ]);
});
