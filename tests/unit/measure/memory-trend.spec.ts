import { expect, test } from '@playwright/test';
import { memoryTrend } from '../../../src/measure/memory-trend.ts';
import type { Slice } from '../../../src/measure/slice.ts';
import { CALM, madeSlice } from '../../made/slices.ts';

const MB = 1_000_000;

/** Slices of `minutes`, with memory in MB as functions of the minute: resident, up and down by 3 MB, and held. */
function slices(
  minutes: number,
  megabytes: (minute: number) => number,
  heldMegabytes?: (minute: number) => number | undefined,
): Slice[] {
  return Array.from({ length: minutes * 6 }, (_, index) => {
    const minute = (index + 1) / 6;
    const rssBytes = (megabytes(minute) + (index % 2 === 0 ? 3 : -3)) * MB;
    return madeSlice(index, {}, { health: { ...CALM, rssBytes, ...heldAt(heldMegabytes?.(minute)) } });
  });
}

function heldAt(megabytes: number | undefined): { heldBytes?: number } {
  return megabytes === undefined ? {} : { heldBytes: megabytes * MB };
}

test('memory that goes up and down around a level is flat, also when it grew in the first minutes', () => {
  const trend = memoryTrend(slices(20, (minute) => 200 + Math.min(0, minute - 5) * 20));
  expect(trend?.isFlat).toBe(true);
  expect(trend?.meanBytes).toBeCloseTo(200 * MB, -5);
  expect(trend?.fromMs).toBe(310_000);
});

test('a leak of a megabyte a minute is found, and its slope is that', () => {
  const trend = memoryTrend(slices(20, (minute) => 200 + minute));
  expect(trend?.isFlat).toBe(false);
  expect((trend?.slopeBytesPerHour ?? 0) / (60 * MB)).toBeCloseTo(1, 1);
});

test('spare heap that the engine keeps does not count as growth while the held memory stays the same', () => {
  const trend = memoryTrend(
    slices(
      20,
      (minute) => (minute < 10 ? 280 : 380),
      (minute) => 103 + Math.sin(minute * 7),
    ),
  );
  expect(trend).toMatchObject({ of: 'held', isFlat: true });
  expect([trend?.leastResidentBytes, trend?.mostResidentBytes]).toEqual([277 * MB, 383 * MB]);
});

test('a leak shows in what is held, also under the noise of what is resident', () => {
  const trend = memoryTrend(
    slices(
      20,
      (minute) => 380 - minute,
      (minute) => 103 + minute / 4,
    ),
  );
  expect(trend).toMatchObject({ of: 'held', isFlat: false });
  expect((trend?.slopeBytesPerHour ?? 0) / (15 * MB)).toBeCloseTo(1, 1);
});

test('with too few full collections the resident memory is looked at', () => {
  const trend = memoryTrend(
    slices(
      20,
      (minute) => 200 + minute,
      (minute) => (Number.isInteger(minute) ? 103 : undefined),
    ),
  );
  expect(trend).toMatchObject({ of: 'resident', isFlat: false });
});

test('a run of a few minutes does not tell', () => {
  expect(memoryTrend(slices(9, () => 200))).toBeUndefined();
});
