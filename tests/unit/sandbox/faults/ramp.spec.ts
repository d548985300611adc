import { expect, test } from '@playwright/test';
import { pass, switchOn, testSite } from '../../../made/fault-site.ts';

async function waitsAt(text: string, seconds: readonly number[]): Promise<number[]> {
  const site = testSite();
  site.atMs = 7_000;
  await switchOn(text, site);
  const waits: number[] = [];
  for (const second of seconds) {
    site.atMs = 7_000 + second * 1000;
    waits.push((await pass(site, 'deals.list')).waitedMs);
  }
  return waits;
}

test('a ramp grows in a straight line and stays at its top', async () => {
  expect(await waitsAt('deals.list:ramp+300/60', [0, 12, 30, 60, 90])).toEqual([0, 60, 150, 300, 300]);
});

test('a warm-up falls in a straight line to nothing', async () => {
  expect(await waitsAt('deals.list:warm-up+300/20', [0, 5, 10, 20, 90])).toEqual([300, 225, 150, 0, 0]);
});

test('another operation is not slower', async () => {
  expect(await waitsAt('deals.get:ramp+300/60', [60])).toEqual([0]);
});
