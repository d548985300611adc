import type { EChartsOption, LineSeriesOption } from 'echarts/types/dist/shared';
import type { Html } from './markup.ts';
import { drawSvg } from './svg.ts';

/** Milliseconds since the traffic began, and the value. An undefined value makes a gap. */
export type TimePoint = readonly [atMs: number, value: number | undefined];

export interface TimeLine {
  readonly name: string;
  readonly points: readonly TimePoint[];
  /** Name of a CSS variable of the page. */
  readonly color: string;
  /** `load`: pale and filled, on the right axis. `stack`: filled, on top of the ones before; a value lasts until the next point. */
  readonly kind?: 'line' | 'load' | 'stack';
  readonly width?: number;
}

export interface TimeMark {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A chart over the time of a run. */
export interface TimeChart {
  readonly id: string;
  readonly label: string;
  readonly maxMs: number;
  readonly unit: string;
  /** Name of the right axis, where a line uses it. */
  readonly loadUnit?: string;
  readonly lines: readonly TimeLine[];
  /** Shaded from top to bottom: the measurer was disturbed there. */
  readonly disturbed?: readonly TimeMark[];
  /** Marked along the top: rounds. */
  readonly rounds?: readonly TimeMark[];
  readonly limit?: { readonly value: number; readonly text: string };
  /** The left axis in powers of ten. */
  readonly isLogarithmic?: boolean;
  /** Highest value of the left axis if it is known, for example 100 for per cent. */
  readonly max?: number;
}

export interface ChartSize {
  readonly className: string;
  readonly width: number;
  readonly height: number;
}

/** For a desk and for a phone: nobody can read a picture that is scaled down to a third. */
export const CHART_SIZES: readonly ChartSize[] = [
  { className: 'wide', width: 1040, height: 300 },
  { className: 'narrow', width: 358, height: 240 },
];

const FONT = 12;
const TOP = 26;
const BOTTOM = 26;

/** Draws a chart over time in one size. */
export function drawTimeChart(chart: TimeChart, { className, width, height }: ChartSize): Html {
  const left = 46;
  const right = chart.loadUnit === undefined ? 12 : 38;
  return drawSvg(option(chart, width, { left, right, top: TOP, bottom: BOTTOM }), {
    id: `${chart.id}-${className}`,
    label: chart.label,
    className,
    width,
    height,
    plot: [left, width - right, TOP, height - BOTTOM],
  });
}

type Grid = Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>;

function option(chart: TimeChart, width: number, grid: Grid): EChartsOption {
  const stepMs = timeStep(chart.maxMs, width / 90);
  const text = { color: 'var(--muted)', fontSize: FONT };
  const name = { ...text, align: 'left' as const, padding: [0, 0, 0, -grid.left] };
  const hidden = { show: false };
  const upright = {
    nameGap: 12,
    splitNumber: 4,
    axisLabel: { ...text, formatter: shortNumber },
    axisLine: hidden,
    axisTick: hidden,
  };
  return {
    grid,
    xAxis: {
      type: 'value',
      min: 0,
      max: chart.maxMs,
      interval: stepMs,
      axisLabel: {
        ...text,
        formatter: (atMs: number) => (atMs % stepMs === 0 ? timeMark(atMs, stepMs, chart.maxMs) : ''),
      },
      axisLine: { lineStyle: { color: 'var(--axis)' } },
      axisTick: hidden,
      splitLine: hidden,
    },
    yAxis: [
      {
        ...upright,
        ...(chart.isLogarithmic === true ? { type: 'log' as const } : { type: 'value' as const, min: 0 }),
        ...(chart.max !== undefined && { max: chart.max, interval: chart.max / 4 }),
        name: chart.unit,
        nameTextStyle: name,
        splitLine: { lineStyle: { color: 'var(--rule)' } },
      },
      {
        ...upright,
        type: 'value',
        min: 0,
        show: chart.loadUnit !== undefined,
        name: chart.loadUnit ?? '',
        nameTextStyle: { ...text, align: 'right', padding: [0, -30, 0, 0] },
        splitLine: hidden,
      },
    ],
    series: [...markSeries(chart, grid.top), ...chart.lines.map(lineSeries)],
  };
}

function shortNumber(value: number): string {
  if (value >= 10_000) return `${Number((value / 1000).toFixed(1))}k`;
  return value < 1 ? String(Number(value.toPrecision(2))) : value.toLocaleString('en-US');
}

/** With this many points a line needs no dots. */
const DENSE = 40;

/** A line in the chart library's form. */
function lineSeries({ name, points, color, kind = 'line', width = 1.6 }: TimeLine): LineSeriesOption {
  const paint = `var(--${color})`;
  const values = points.filter(([, value]) => value !== undefined);
  return {
    type: 'line',
    name,
    z: kind === 'load' ? 0 : 3,
    silent: true,
    emphasis: { disabled: true },
    data: points.map(([atMs, value]) => [atMs, value ?? '-']),
    showSymbol: kind === 'line' && values.length < DENSE,
    symbol: 'circle',
    symbolSize: values.length === 1 ? 6 : 3.5,
    lineStyle: { width: kind === 'stack' ? 0 : kind === 'load' ? 1 : width, color: paint, join: 'round' },
    itemStyle: { color: paint, borderWidth: 0 },
    ...(kind === 'load' && { yAxisIndex: 1, areaStyle: { color: 'var(--load-fill)', opacity: 1 } }),
    ...(kind === 'stack' && { stack: 'all', step: 'end', areaStyle: { color: paint, opacity: 0.85 } }),
  };
}

/** The chart library needs separate series, without a line, for the marks in the background. */
function markSeries({ disturbed = [], rounds = [], limit }: TimeChart, top: number): LineSeriesOption[] {
  const area = (color: string, marked: readonly TimeMark[], y: object = {}, yEnd: object = {}) => ({
    type: 'line' as const,
    silent: true,
    data: [],
    markArea: {
      z: 1,
      silent: true,
      itemStyle: { color: `var(--${color})` },
      data: marked.map(({ fromMs, toMs }): [object, object] => [
        { xAxis: fromMs, ...y },
        { xAxis: toMs, ...yEnd },
      ]),
    },
  });
  const line: LineSeriesOption = {
    type: 'line',
    silent: true,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: 'var(--limit)', type: [5, 4], width: 1.2 },
      label: {
        formatter: limit?.text ?? '',
        position: 'insideStartBottom',
        color: 'var(--limit)',
        fontSize: FONT,
        textBorderColor: 'var(--paper)',
        textBorderWidth: 3,
      },
      data: limit === undefined ? [] : [{ yAxis: limit.value }],
    },
  };
  return [
    ...(disturbed.length === 0 ? [] : [area('disturbed', disturbed)]),
    ...(rounds.length === 0
      ? []
      : [area('round-fill', rounds), area('round', rounds, { y: top - 5 }, { y: top - 1 })]),
    ...(limit === undefined ? [] : [line]),
  ];
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 20, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480].map((minutes) => minutes * MINUTE),
];

/** The distance of the marks on a time axis, so that it has at most `most` of them. */
export function timeStep(maxMs: number, most: number): number {
  return STEPS_MS.find((step) => maxMs / step <= most) ?? maxMs;
}

/** The text of a mark: `40 s` on an axis of up to a minute, `1:30` on a longer one, `40 min` where marks are minutes apart. */
export function timeMark(atMs: number, stepMs: number, maxMs: number): string {
  if (atMs === 0) return '0';
  if (stepMs >= MINUTE) return `${Math.round(atMs / MINUTE)} min`;
  const seconds = Math.round(atMs / SECOND);
  if (maxMs <= MINUTE) return `${seconds} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
