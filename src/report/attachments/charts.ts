import { LineChart, type LineSeriesOption } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { BurstPoint } from '../../bursts/burst-result.ts';
import type { SliceRecord } from '../../record/run-record.ts';
import { stillSvg } from '../drawing/svg.ts';

/** The rest at a run's end holds a handful of requests: a point for it would say nothing and look like a spike. */
const LEAST_MS = 1_000;

/** The traffic's latency over time under its virtual users, one point a slice, as SVG. */
export function drawSlices(slices: readonly SliceRecord[], title: string): string {
  const points: { atMs: number; p50: number; p95: number; p99: number }[] = [];
  for (const slice of slices) {
    if (slice.toMs - slice.fromMs < LEAST_MS) continue;
    const { p50Ms: p50, p95Ms: p95, p99Ms: p99 } = slice.latency;
    if (p50 === undefined || p95 === undefined || p99 === undefined) continue;
    points.push({ atMs: (slice.fromMs + slice.toMs) / 2, p50, p95, p99 });
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

echarts.use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** One line of a chart over time. */
export interface ChartLine {
  readonly name: string;
  /** Milliseconds since the beginning, and the value. */
  readonly points: readonly (readonly [number, number])[];
  readonly color: string;
  /** Drawn against the right-hand axis, filled and pale: the load under which the others were measured. */
  readonly isLoad?: boolean;
}

export interface ChartOptions {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  /** Name of the left axis, e.g. `ms`. */
  readonly unit: string;
  readonly width?: number;
  readonly height?: number;
}

/** The colours of the suite's charts: told apart by people who see colours differently, on white and on grey. */
export const CHART_COLORS = {
  p50: '#5b8def',
  p95: '#e4832b',
  p99: '#c23b3b',
  max: '#8a8f98',
  load: '#b9c3d0',
} as const;

/** So few points do not make a line that is read without them; more would only be in its way. */
const MOST_DOTS = 8;

/** Draws lines over time as an SVG picture: text, so it stays sharp and needs no browser. */
export function drawChart(options: ChartOptions): string {
  const { title, lines, unit, width = 860, height = 320 } = options;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  const hasLoad = lines.some(({ isLoad }) => isLoad === true);
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    title: { text: title, left: 12, top: 8, textStyle: { fontSize: 14, fontWeight: 600, color: '#1f2733' } },
    legend: { right: 12, top: 8, icon: 'roundRect', itemWidth: 14, itemHeight: 4 },
    grid: { left: 64, right: hasLoad ? 56 : 24, top: 64, bottom: 32 },
    xAxis: {
      type: 'value',
      min: 0,
      max: 'dataMax',
      name: 's',
      nameLocation: 'end',
      // Beyond the labels of the right-hand axis, where there is one.
      nameGap: hasLoad ? 32 : 15,
      axisLabel: { formatter: (ms: number) => String(Number((ms / 1000).toFixed(1))), showMaxLabel: false },
      splitLine: { show: false },
    },
    yAxis: [
      { type: 'value', name: unit, min: 0, splitLine: { lineStyle: { color: '#edf0f4' } } },
      ...(hasLoad ? [{ type: 'value' as const, name: 'VUs', min: 0, splitLine: { show: false } }] : []),
    ],
    series: lines.map(series),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return stillSvg(svg, 'chart');
}

function series({ name, points, color, isLoad = false }: ChartLine): LineSeriesOption {
  return {
    type: 'line',
    name,
    data: points.map((point) => [...point]),
    showSymbol: points.length < MOST_DOTS && !isLoad,
    symbolSize: 5,
    lineStyle: { width: isLoad ? 1 : 2, color },
    itemStyle: { color },
    ...(isLoad ? { yAxisIndex: 1, areaStyle: { color, opacity: 0.25 } } : {}),
  };
}
