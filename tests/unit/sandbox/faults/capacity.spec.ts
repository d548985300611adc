import { expect, test } from '@playwright/test';
import { capacitySchedule } from '../../../../sandbox/faults/capacity.ts';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

test('a request that finds a free place stays for the service time, others wait in the order of arrival', () => {
  const stay = capacitySchedule(2, 10);
  expect([0, 0, 0, 1, 30].map(stay)).toEqual([10, 10, 20, 19, 10]);
});

test('2 places of 10 ms serve 200 requests per second, however many arrive', () => {
  const stay = capacitySchedule(2, 10);
  const ends = Array.from({ length: 1000 }, () => stay(0));
  expect(ends.filter((ms) => ms <= 1000)).toHaveLength(200);
  expect(ends.filter((ms) => ms > 3000 && ms <= 4000)).toHaveLength(200);
});

test('all operations share the places', async () => {
  const site = testSite();
  const off = await switchOn('capacity:1x10', site);
  expect(await pass(site, 'deals.list')).toEqual({ waitedMs: 10, end: 'passed' });
  expect(await pass(site, 'auth.login')).toEqual({ waitedMs: 20, end: 'passed' });
  await off();
  expect(await pass(site, 'deals.list')).toEqual({ waitedMs: 0, end: 'passed' });
});
