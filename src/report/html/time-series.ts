import type { LineSeriesOption } from 'echarts/types/dist/shared';
import type { TimeChart, TimeLine, TimeMark } from './time-chart.ts';

/** From this many points on a line needs no dots. */
const DENSE = 40;
/** Text of a limit, in px. */
const FONT = 12;

/** A line as the chart library wants it. */
export function lineSeries({ name, points, color, kind = 'line', width = 1.6 }: TimeLine): LineSeriesOption {
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

/** What is marked in the background belongs to series of their own that draw no line. */
export function markSeries(
  { disturbed = [], rounds = [], limit }: TimeChart,
  top: number,
): LineSeriesOption[] {
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
