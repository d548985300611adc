import type { BurstPoint } from '../../bursts/burst-result.ts';
import type { SliceRecord } from '../../record/run-record.ts';
import { standalone } from '../drawing/chart-figure.ts';
import type { TimeLine } from '../drawing/time-chart.ts';
import { latencyLine, usersLine } from '../html/sections/slices.ts';

/** The traffic's latency over time under its virtual users, one point a slice, as an SVG file. */
export function drawSlices(slices: readonly SliceRecord[], title: string): string {
  const traffic = { slices };
  return standalone(
    {
      id: 'latency',
      label: title,
      maxMs: slices.at(-1)?.toMs ?? 0,
      unit: 'ms',
      loadUnit: 'users',
      lines: [
        usersLine(traffic),
        ...(['p50', 'p95', 'p99'] as const).map((name) => latencyLine(traffic, name)),
      ],
    },
    { className: '', width: 860, height: 300 },
  );
}

/** A burst's latency over its few seconds, as an SVG file; its p95 also less what may be the measurer's own delay. */
export function drawBurst(points: readonly BurstPoint[], title: string): string {
  const line = (key: 'max' | 'p50' | 'p95' | 'p95Least', color: string, name: string = key): TimeLine => ({
    name,
    color,
    points: points.map((point) => [point.atMs, point[`${key}Ms`]]),
  });
  const hasLeast = points.some(({ p95LeastMs }) => p95LeastMs !== undefined);
  return standalone(
    {
      id: 'burst',
      label: title,
      maxMs: points.at(-1)?.atMs ?? 0,
      unit: 'ms',
      lines: [
        line('max', 'kind-5'),
        line('p50', 'p50'),
        line('p95', 'p95'),
        ...(hasLeast ? [line('p95Least', 'kind-2', 'p95 without own delay')] : []),
      ],
    },
    { className: '', width: 860, height: 240 },
  );
}
