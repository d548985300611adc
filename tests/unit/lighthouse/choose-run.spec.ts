import { expect, test } from '@playwright/test';
import type { AuditFigures } from '../../../src/lighthouse/audit-figures.ts';
import { medianRun } from '../../../src/lighthouse/choose-run.ts';

const loaded = (fcpMs: number, ttiMs: number, score = 100): AuditFigures => ({
  score,
  tbtMs: 0,
  cls: 0,
  transferredBytes: 1,
  fcpMs,
  ttiMs,
});
const used = (inpMs: number, tbtMs: number): AuditFigures => ({
  score: 100,
  cls: 0,
  transferredBytes: 1,
  inpMs,
  tbtMs,
});

test('the judged run is the one whose FCP and TTI are nearest to the medians of both', () => {
  // Medians: FCP 500, TTI 900. The first run has the median FCP, but a TTI far off.
  const runs = [loaded(500, 2000), loaded(490, 880), loaded(400, 700), loaded(600, 900), loaded(900, 950)];
  expect(medianRun(runs, 'navigation')).toBe(1);
});

test('the judged run is not the one with the median score', () => {
  const runs = [loaded(500, 900, 80), loaded(300, 500, 90), loaded(1500, 3000, 99)];
  expect(medianRun(runs, 'navigation')).toBe(0);
});

test('the order of the runs does not matter', () => {
  const runs = [loaded(500, 2000), loaded(490, 880), loaded(400, 700), loaded(600, 900), loaded(900, 950)];
  const reversed = runs.toReversed();
  expect(reversed[medianRun(reversed, 'navigation')]).toEqual(loaded(490, 880));
});

test('the judged run of timespans is the one whose INP and TBT are nearest to the medians of both', () => {
  const runs = [used(150, 22), used(78, 0), used(60, 0), used(80, 300), used(40, 0)];
  expect(medianRun(runs, 'timespan')).toBe(1);
});

test('timespans that never blocked have a median too', () => {
  expect(medianRun([used(40, 0), used(56, 0), used(64, 0)], 'timespan')).toBe(1);
});

test('no run at all, or a run without a TTI, is an error', () => {
  expect(() => medianRun([], 'navigation')).toThrow('found no run; expected at least one');
  expect(() => medianRun([used(40, 0)], 'navigation')).toThrow('missing an FCP value');
});
