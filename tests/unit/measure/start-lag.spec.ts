import { expect, test } from '@playwright/test';
import { type DecodedSlice, decodeSlice } from '../../../src/measure/decoded-slice.ts';
import type { SliceRound } from '../../../src/measure/slice.ts';
import { startLagOf } from '../../../src/measure/start-lag.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

function slice(index: number, lagMs: number | undefined, round?: SliceRound): DecodedSlice {
  const startLag = lagMs === undefined ? {} : { startLag: constantHistogram(lagMs, 1).encode() };
  return decodeSlice(madeSlice(index, {}, { ...startLag, ...(round !== undefined && { round }) }));
}

test('start lags of rounds are kept apart from the others', () => {
  const visits = { kind: 'visits', journey: 'login', number: 1 } as const;
  const lag = startLagOf([slice(0, 1), slice(1, 40, visits), slice(2, 2)]);
  expect(lag?.inRounds.count).toBe(1);
  expect(lag?.inRounds.maxUs).toBeGreaterThan(39_000);
  expect(lag?.outside.count).toBe(2);
  expect(lag?.outside.maxUs).toBeLessThan(2_100);
});

test('without rounds everything is outside, and without lags there is nothing', () => {
  expect(startLagOf([slice(0, 1)])?.outside.count).toBe(1);
  expect(startLagOf([slice(0, undefined)])).toBeUndefined();
});
