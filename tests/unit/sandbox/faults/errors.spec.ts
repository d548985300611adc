import { expect, test } from '@playwright/test';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

async function failed(text: string, requests: number, secondsApart: number): Promise<number[]> {
  const site = testSite();
  await switchOn(text, site);
  const seconds: number[] = [];
  const ends = new Set<unknown>();
  for (let times = 0; times < requests; times += 1) {
    site.atMs = times * secondsApart * 1000;
    const { end } = await pass(site, 'deals.list');
    ends.add(end);
    if (end === 500) seconds.push(times * secondsApart);
  }
  expect([500, 'passed']).toEqual(expect.arrayContaining([...ends]));
  return seconds;
}

test('a share of the answers is 500', async () => {
  expect(await failed('deals.list:errors+30', 100, 0)).toHaveLength(30);
  expect(await failed('deals.list:errors+100', 10, 0)).toHaveLength(10);
});

test('a burst of errors begins and ends with its seconds', async () => {
  const seconds = await failed('deals.list:errors+50/20-40', 600, 0.1);
  expect(seconds).toHaveLength(100);
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(20);
  expect(Math.max(...seconds)).toBeLessThan(40);
});

test('rising errors reach their share after their seconds, in a straight line', async () => {
  const seconds = await failed('deals.list:rising-errors+30/60', 1200, 0.1);
  const between = (from: number, to: number) =>
    seconds.filter((second) => second >= from && second < to).length;
  // The mean share of a fifth of the rise is that in its middle: 3, 9, 15, 21, 27 %, and then 30 %.
  expect([0, 12, 24, 36, 48].map((from) => Math.round(between(from, from + 12) / 1.2))).toEqual([
    3, 9, 15, 21, 27,
  ]);
  expect(between(60, 120)).toBe(180);
});

test('an operation that is not named has no errors', async () => {
  const site = testSite();
  await switchOn('deals.list:errors+100', site);
  expect((await pass(site, 'deals.get')).end).toBe('passed');
});
