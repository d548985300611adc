import { expect, test } from '@playwright/test';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

test('so many requests pass in each second, whatever they ask for, and the others get 429', async () => {
  const site = testSite();
  const off = await switchOn('limiter:3', site);
  const endsAt = async (ms: number) => {
    site.atMs = ms;
    const ends: unknown[] = [];
    for (const operation of ['deals.list', 'deals.get', 'tax.batch', 'auth.me', 'deals.list'])
      ends.push((await pass(site, operation)).end);
    return ends;
  };
  expect(await endsAt(5_000)).toEqual(['passed', 'passed', 'passed', 429, 429]);
  expect(await endsAt(5_999)).toEqual([429, 429, 429, 429, 429]);
  expect(await endsAt(6_000)).toEqual(['passed', 'passed', 'passed', 429, 429]);
  await off();
  expect(await endsAt(6_001)).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
});
