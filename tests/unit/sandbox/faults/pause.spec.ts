import { expect, test } from '@playwright/test';
import { switchOn, testSite } from '../../../made/fault-site.ts';

test('the process stands still for that long, every so many seconds', async () => {
  const site = testSite();
  const plans: { readonly ms: number; readonly work: () => void }[] = [];
  await switchOn('pause:300/5', {
    ...site,
    now: () => (site.atMs += 1),
    every: (ms, work) => {
      plans.push({ ms, work });
      return () => undefined;
    },
  });
  expect(plans.map(({ ms }) => ms)).toEqual([5_000]);
  const before = site.atMs;
  plans[0]?.work();
  expect(site.atMs - before).toBeGreaterThanOrEqual(300);
  expect(site.atMs - before).toBeLessThan(303);
});
