import { expect, test } from '@playwright/test';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

test('only the named operation takes longer, until the fault is switched off', async () => {
  const site = testSite();
  const off = await switchOn('deals.list:delay+200', site);
  expect(await pass(site, 'deals.list')).toEqual({ waitedMs: 200, end: 'passed' });
  expect(await pass(site, 'deals.get')).toEqual({ waitedMs: 0, end: 'passed' });
  await off();
  expect(await pass(site, 'deals.list')).toEqual({ waitedMs: 0, end: 'passed' });
});

test('a delay with seconds lasts from the first to the last, counted from the switching on', async () => {
  const site = testSite();
  site.atMs = 5_000;
  await switchOn('*:delay+200/20-40', site);
  const waitAt = async (second: number) => {
    site.atMs = 5_000 + second * 1000;
    return (await pass(site, 'tax.calculate')).waitedMs;
  };
  expect([await waitAt(19.9), await waitAt(20), await waitAt(39.9), await waitAt(40)]).toEqual([
    0, 200, 200, 0,
  ]);
});
