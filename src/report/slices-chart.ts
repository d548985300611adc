import { figuresOverall } from '../measure/operation-figures.ts';
import type { Slice } from '../measure/slice.ts';
import { CHART_COLORS, type ChartLine, drawChart } from './latency-chart.ts';

/** The rest at a run's end holds a handful of requests: a point for it would say nothing and look like a spike. */
const LEAST_MS = 1_000;

/** The traffic's latency over time under its virtual users, one point a slice, as SVG. */
export function drawSlices(slices: readonly Slice[], title: string): string {
  const points: { atMs: number; p50: number; p95: number; p99: number }[] = [];
  for (const slice of slices) {
    if (slice.toMs - slice.fromMs < LEAST_MS) continue;
    const { all } = figuresOverall([slice]);
    const [p50, p95, p99] = [50, 95, 99].map((percentile) => all.percentileUs(percentile));
    if (p50 === undefined || p95 === undefined || p99 === undefined) continue;
    points.push({ atMs: (slice.fromMs + slice.toMs) / 2, p50: p50 / 1000, p95: p95 / 1000, p99: p99 / 1000 });
  }
  const line = (name: 'p50' | 'p95' | 'p99'): ChartLine => ({
    name,
    color: CHART_COLORS[name],
    points: points.map((point) => [point.atMs, point[name]]),
  });
  const load: ChartLine = {
    name: 'VUs',
    color: CHART_COLORS.load,
    isLoad: true,
    points: slices.flatMap(({ fromMs, toMs, vus }) => [[fromMs, vus] as const, [toMs, vus] as const]),
  };
  return drawChart({ title, unit: 'ms', lines: [load, line('p50'), line('p95'), line('p99')] });
}
