import { expect, test } from '@playwright/test';
import { timeMark, timeStep } from '../../../../../src/report/drawing/time-chart.ts';
import { failureLines } from '../../../../../src/report/html/sections/over-time.ts';
import { disturbedMarks } from '../../../../../src/report/html/sections/slices.ts';
import { fullRecord } from '../../../../made/report-record.ts';

const { traffic } = fullRecord();
if (traffic === null) throw new Error('the full record has traffic');
const [first] = traffic.slices;
if (first === undefined) throw new Error('the full record has slices');

test('the marks of a time axis are round, and never more than asked for', () => {
  expect(timeStep(60_000, 10)).toBe(10_000);
  expect(timeStep(7_200_000, 10)).toBe(15 * 60_000);
  for (const maxMs of [9_000, 61_000, 3_600_000, 8 * 3_600_000])
    expect(maxMs / timeStep(maxMs, 6)).toBeLessThanOrEqual(6);
});

test('a mark is written as its axis is long', () => {
  expect(timeMark(40_000, 10_000, 60_000)).toBe('40 s');
  expect(timeMark(90_000, 30_000, 300_000)).toBe('1:30');
  expect(timeMark(5_400_000, 900_000, 7_200_000)).toBe('90 min');
});

test('slices that touch are one shade where more than half of their p95 may be the measurer’s', () => {
  const slices = [0, 1, 2, 3].map((index) => ({
    ...first,
    fromMs: index * 10_000,
    toMs: (index + 1) * 10_000,
    latency: { samples: 400, p95Ms: 20, p95LeastMs: index === 2 ? 10 : 9.9 },
    disturbed: ['up to 10 ms of the p95'],
  }));
  expect(disturbedMarks({ ...traffic, slices })).toEqual([
    { fromMs: 0, toMs: 20_000 },
    { fromMs: 30_000, toMs: 40_000 },
  ]);
});

test('errors are listed by kind per second, most frequent first', () => {
  const [server, timeout] = failureLines(traffic);
  expect(server?.name).toBe('server error (5xx)');
  expect(server?.points.at(-1)).toEqual([120_000, 0.6]);
  expect(timeout?.points.at(-1)).toEqual([120_000, 0.3]);
});

test('a record without kinds per slice shows its failures as one', () => {
  const slices = traffic.slices.map(({ failures: _, ...slice }) => slice);
  expect(failureLines({ ...traffic, slices }).map(({ name }) => name)).toEqual(['failed']);
});

test('more kinds than colours share the last colour', () => {
  const kinds = ['server_error', 'timeout', 'reset', 'refused', 'dns', 'tls'] as const;
  const failures = Object.fromEntries(kinds.map((kind) => [kind, 1]));
  const slices = [{ ...first, failed: 6, failures }];
  const lines = failureLines({ ...traffic, slices, outcomes: failures });
  expect(lines).toHaveLength(5);
  expect(lines.at(-1)?.name).toBe('others');
  expect(lines.at(-1)?.points[0]?.[1]).toBeCloseTo(0.2);
});
