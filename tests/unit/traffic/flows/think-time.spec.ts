import { expect, test } from '@playwright/test';
import { seededFaker } from '../../../../src/target/request-data/seeded-faker.ts';
import { thinkTimeMs } from '../../../../src/traffic/flows/think-time.ts';

const DRAWS = 20_000;
const draw = (seed: number, medianMs: number) => {
  const faker = seededFaker(seed);
  return Array.from({ length: DRAWS }, () => thinkTimeMs(faker, medianMs)).sort((a, b) => a - b);
};

test('half of the think times are shorter than the median asked for, within 5 %', () => {
  const median = draw(1, 600)[DRAWS / 2] ?? 0;
  expect(Math.abs(median - 600) / 600).toBeLessThan(0.05);
});

test('think times are log-normal: the 84th per cent is one sigma of 0.6 above the median', () => {
  const sorted = draw(2, 1000);
  const oneSigma = sorted[Math.round(0.8413 * DRAWS)] ?? 0;
  expect(Math.abs(oneSigma / (1000 * Math.exp(0.6)) - 1)).toBeLessThan(0.05);
});

test('no think time exceeds five times its median, and none is negative', () => {
  const sorted = draw(3, 250);
  expect(sorted.at(-1)).toBeLessThanOrEqual(1250);
  expect(sorted.at(-1)).toBeGreaterThan(1000);
  expect(sorted[0]).toBeGreaterThan(0);
});

test('the same seed gives the same think times', () => {
  expect(draw(4, 600)).toEqual(draw(4, 600));
});
