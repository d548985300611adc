import { expect, test } from '@playwright/test';
import { drawBurst, drawSlices } from '../../../../src/report/attachments/charts.ts';
import { fullRecord } from '../../../made/report-record.ts';

const burst = [100, 200, 300].map((atMs, index) => ({ atMs, p50Ms: 2, p95Ms: 8 + index, maxMs: 20 }));

test('the picture of a burst is an SVG file with a title, a legend, axes and three lines', () => {
  const svg = drawBurst(burst, 'burst on deals.create, 4 connections');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  for (const text of ['burst on deals.create, 4 connections', '>p50<', '>p95<', '>max<', '>ms<'])
    expect(svg, text).toContain(text);
  for (const color of ['p50', 'p95', 'kind-5'])
    expect(svg, color).toMatch(new RegExp(`<path d="M[^"]+" fill="none" stroke="var\\(--${color}\\)"`));
});

test('the picture of a burst has its p95 without the own delay of the measurer, where that is known', () => {
  expect(drawBurst(burst, 'burst')).not.toContain('own delay');
  const bounded = burst.map((point) => ({ ...point, p95LeastMs: 5 }));
  expect(drawBurst(bounded, 'burst')).toContain('>p95 without own delay<');
});

test('the picture of a traffic has its users behind its latency, and is the same text each time', () => {
  const svg = drawSlices(fullRecord().traffic?.slices ?? [], 'smoke: latency over time');
  for (const text of ['virtual users', '>p99<', '>users<']) expect(svg, text).toContain(text);
  expect(drawSlices(fullRecord().traffic?.slices ?? [], 'smoke: latency over time')).toBe(svg);
});

test('its colours are its own, for light and for dark', () => {
  const svg = drawBurst(burst, 'burst');
  expect(svg).toContain('--paper:');
  expect(svg).toContain('prefers-color-scheme: dark');
  expect(svg).not.toContain(':root');
});
