import type { BurstPoint } from '../../bursts/burst-result.ts';
import type { SliceRecord } from '../../record/run-record.ts';
import { standalone } from '../drawing/chart-figure.ts';
import type { TimeLine, TimePoint } from '../drawing/time-chart.ts';

/** The rest at a run's end holds a handful of requests: a point for it would look like a spike. */
const LEAST_MS = 1_000;

/** The traffic's latency over time under its virtual users, one point a slice, as an SVG file. */
export function drawSlices(slices: readonly SliceRecord[], title: string): string {
  const drawn = slices.filter(({ fromMs, toMs }) => toMs - fromMs >= LEAST_MS);
  const line = (name: 'p50' | 'p95' | 'p99'): TimeLine => ({
    name,
    color: name,
    points: drawn.map(({ fromMs, toMs, latency }): TimePoint => [(fromMs + toMs) / 2, latency[`${name}Ms`]]),
  });
  const load: TimeLine = {
    name: 'virtual users',
    color: 'load',
    kind: 'load',
    points: slices.flatMap(({ fromMs, toMs, vus }): TimePoint[] => [
      [fromMs, vus],
      [toMs, vus],
    ]),
  };
  return standalone(
    {
      id: 'latency',
      label: title,
      maxMs: slices.at(-1)?.toMs ?? 0,
      unit: 'ms',
      loadUnit: 'users',
      lines: [load, line('p50'), line('p95'), line('p99')],
    },
    { className: '', width: 860, height: 300 },
  );
}

/** A burst's latency over its few seconds, as an SVG file. */
export function drawBurst(points: readonly BurstPoint[], title: string): string {
  const line = (name: string, color: string, of: (point: BurstPoint) => number | undefined): TimeLine => ({
    name,
    color,
    points: points.map((point): TimePoint => [point.atMs, of(point)]),
  });
  return standalone(
    {
      id: 'burst',
      label: title,
      maxMs: points.at(-1)?.atMs ?? 0,
      unit: 'ms',
      lines: [
        line('max', 'kind-5', ({ maxMs }) => maxMs),
        line('p50', 'p50', ({ p50Ms }) => p50Ms),
        line('p95', 'p95', ({ p95Ms }) => p95Ms),
      ],
    },
    { className: '', width: 860, height: 240 },
  );
}
