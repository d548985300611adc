import { expect, test } from '@playwright/test';
import { collapseSchedule } from '../../../../sandbox/faults/collapse.ts';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

test('a request that finds a free place stays for the service time, one that finds a crowd holds its place for twice as long', () => {
  const stay = collapseSchedule(2, 10, 4);
  expect([0, 0, 0, 0, 0, 0].map(stay)).toEqual([10, 10, 20, 20, 40, 40]);
  // At 100 ms all of them have gone.
  expect(stay(100)).toBe(10);
});

/** How many requests end in each second while so many clients each send their next one as soon as they have an answer. */
function perSecond(clients: number): number[] {
  const stay = collapseSchedule(2, 10, 100);
  const counts = new Array<number>(10).fill(0);
  const ends = Array.from({ length: clients }, () => stay(0));
  for (let end = Math.min(...ends); end < 10_000; end = Math.min(...ends)) {
    counts[Math.floor(end / 1000)] = (counts[Math.floor(end / 1000)] ?? 0) + 1;
    ends[ends.indexOf(end)] = end + stay(end);
  }
  return counts;
}

test('2 places of 10 ms serve 200 requests per second, and half as many while 100 are there', () => {
  for (const count of perSecond(99).slice(1)) expect(Math.abs(count - 200)).toBeLessThanOrEqual(2);
  for (const count of perSecond(150).slice(2)) expect(Math.abs(count - 100)).toBeLessThanOrEqual(2);
});

test('all operations share the places, and a crowd that the places alone can hold makes no sense', async () => {
  const site = testSite();
  const off = await switchOn('collapse:1x10/2', site);
  expect(await pass(site, 'deals.list')).toEqual({ waitedMs: 10, end: 'passed' });
  expect(await pass(site, 'auth.login')).toEqual({ waitedMs: 20, end: 'passed' });
  expect(await pass(site, 'auth.login')).toEqual({ waitedMs: 40, end: 'passed' });
  await off();
  expect(await pass(site, 'deals.list')).toEqual({ waitedMs: 0, end: 'passed' });
  await expect(switchOn('collapse:2x10/2', site)).rejects.toThrow();
});
