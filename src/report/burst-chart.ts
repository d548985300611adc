import type { BurstPoint } from '../bursts/burst-result.ts';
import { CHART_COLORS, drawChart } from './latency-chart.ts';

/** A burst's latency over its few seconds, as SVG. */
export function drawBurst(points: readonly BurstPoint[], title: string): string {
  return drawChart({
    title,
    unit: 'ms',
    height: 260,
    lines: [
      { name: 'p50', color: CHART_COLORS.p50, points: points.map(({ atMs, p50Ms }) => [atMs, p50Ms]) },
      { name: 'p95', color: CHART_COLORS.p95, points: points.map(({ atMs, p95Ms }) => [atMs, p95Ms]) },
      { name: 'max', color: CHART_COLORS.max, points: points.map(({ atMs, maxMs }) => [atMs, maxMs]) },
    ],
  });
}
