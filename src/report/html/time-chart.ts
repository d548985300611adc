import type { EChartsOption } from 'echarts/types/dist/shared';
import { drawSvg } from './draw-svg.ts';
import type { Html } from './markup.ts';
import { timeMark, timeStep } from './time-axis.ts';
import { lineSeries, markSeries } from './time-series.ts';

/** Milliseconds since the traffic began, and the value; no value is a gap in the line. */
export type TimePoint = readonly [atMs: number, value: number | undefined];

export interface TimeLine {
  readonly name: string;
  readonly points: readonly TimePoint[];
  /** Name of a CSS variable of the page. */
  readonly color: string;
  /** `load`: pale and filled, against the right axis. `stack`: filled, on top of the ones before, each value until the next point. */
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
  /** Name of the right axis, where something is drawn against it. */
  readonly loadUnit?: string;
  readonly lines: readonly TimeLine[];
  /** Shaded from top to bottom: figures there cannot be trusted fully. */
  readonly disturbed?: readonly TimeMark[];
  /** Marked along the top: rounds. */
  readonly rounds?: readonly TimeMark[];
  readonly limit?: { readonly value: number; readonly text: string };
  /** The left axis in powers of ten. */
  readonly isLogarithmic?: boolean;
  /** Highest value of the left axis where it is known, e.g. 100 for per cent. */
  readonly max?: number;
}

export interface ChartSize {
  readonly className: string;
  readonly width: number;
  readonly height: number;
}

/** For a desk and for a phone: a picture scaled down to a third cannot be read. */
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
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: [
      {
        ...(chart.isLogarithmic === true ? { type: 'log' as const } : { type: 'value' as const, min: 0 }),
        ...(chart.max !== undefined && { max: chart.max, interval: chart.max / 4 }),
        name: chart.unit,
        nameGap: 12,
        nameTextStyle: name,
        splitNumber: 4,
        axisLabel: { ...text, formatter: shortNumber },
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: 'var(--rule)' } },
      },
      {
        type: 'value',
        min: 0,
        show: chart.loadUnit !== undefined,
        name: chart.loadUnit ?? '',
        nameGap: 12,
        nameTextStyle: { ...text, align: 'right', padding: [0, -30, 0, 0] },
        splitNumber: 4,
        axisLabel: { ...text, formatter: shortNumber },
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: false },
      },
    ],
    series: [...markSeries(chart, grid.top), ...chart.lines.map(lineSeries)],
  };
}

function shortNumber(value: number): string {
  if (value >= 10_000) return `${Number((value / 1000).toFixed(1))}k`;
  return value < 1 ? String(Number(value.toPrecision(2))) : value.toLocaleString('en-US');
}
