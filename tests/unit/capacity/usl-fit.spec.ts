import { expect, test } from '@playwright/test';
import {
  fitScalability,
  type LoadPoint,
  type ScalabilityLaw,
  throughputAt,
} from '../../../src/capacity/usl-fit.ts';

const LAW: ScalabilityLaw = { lambda: 2.3, sigma: 0.01, kappa: 2e-5 };
const LEVELS = [10, 20, 40, 60, 90, 120, 160, 200, 260];

/** Points of the law, each off by a share. */
function pointsOf(law: ScalabilityLaw, off: (index: number) => number = () => 0): LoadPoint[] {
  return LEVELS.map((concurrency, index) => ({
    concurrency,
    requestsPerSecond: throughputAt(law, concurrency) * (1 + off(index)),
  }));
}

test('points of the law give its parameters back', () => {
  const fit = fitScalability(pointsOf(LAW));
  expect(fit?.lambda).toBeCloseTo(2.3, 3);
  expect(fit?.sigma).toBeCloseTo(0.01, 4);
  expect(fit?.kappa).toBeCloseTo(2e-5, 7);
});

test('the throughput is highest where the law says', () => {
  const { peak } = fitScalability(pointsOf(LAW)) ?? {};
  expect(peak?.concurrency).toBeCloseTo(Math.sqrt((1 - 0.01) / 2e-5), 0);
});

test('with noise the curve of the law lies in the band, and the band is not everything', () => {
  const fit = fitScalability(pointsOf(LAW, (index) => ((index * 7) % 5) / 100 - 0.02));
  expect(fit?.curve).toHaveLength(24);
  for (const { concurrency, low, middle, high } of fit?.curve ?? []) {
    expect(low).toBeLessThanOrEqual(middle);
    expect(high).toBeGreaterThanOrEqual(middle);
    expect(Math.abs(middle / throughputAt(LAW, concurrency) - 1)).toBeLessThan(0.06);
    expect(high - low).toBeLessThan(0.5 * middle);
  }
  expect((fit?.curve[12]?.high ?? 0) - (fit?.curve[12]?.low ?? 0)).toBeGreaterThan(0);
});

test('the same points give the same band', () => {
  const points = pointsOf(LAW, (index) => (index % 3) / 100);
  expect(fitScalability(points)).toEqual(fitScalability(points));
});

test('throughput that only grows has no peak, and no parameter below 0', () => {
  const fit = fitScalability(pointsOf({ lambda: 2, sigma: 0, kappa: 0 }));
  expect(fit).not.toHaveProperty('peak');
  expect(fit?.sigma).toBeGreaterThanOrEqual(0);
  expect(fit?.kappa).toBeGreaterThanOrEqual(0);
});

test('fewer than five different loads give no fit', () => {
  const points = pointsOf(LAW).slice(0, 4);
  expect(fitScalability([...points, ...points])).toBeUndefined();
});
