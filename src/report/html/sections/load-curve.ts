import type { EChartsOption } from 'echarts/types/dist/shared';
import { formatDuration } from '../../../base/duration.ts';
import { counted, formatCount, formatMs, spokenName } from '../../../base/format.ts';
import type { CapacityRecord } from '../../../capacity/capacity-record.ts';
import {
  capacitySentence,
  intervalWords,
  resultWords,
  triggerWords,
} from '../../../capacity/capacity-words.ts';
import { loadWords } from '../../../capacity/search-window.ts';
import type { ScalabilityFit } from '../../../capacity/usl-fit.ts';
import type { RunRecord } from '../../../record/run-record.ts';
import type { PerceivedCurve } from '../../../verdict/perceived-under-load.ts';
import { dataTable, folded, type Html, html } from '../../drawing/markup.ts';
import { drawSvg } from '../../drawing/svg.ts';
import { CHART_SIZES } from '../../drawing/time-chart.ts';
import { msOrDash } from '../../words/numbers.ts';
import { usersRange } from '../../words/steps.ts';
import { boundedMs } from './latency-rows.ts';

const SIZE = { width: 340, height: 190 };
const GRID = { left: 44, right: 14, top: 24, bottom: 36 };
const DASHED = { color: 'var(--limit)', type: [5, 4] as number[], width: 1.2 } as const;
const MARK = { silent: true, symbol: 'none', lineStyle: DASHED } as const;
const NAMED = { formatter: 'capacity', position: 'insideEndBottom', color: 'var(--limit)' } as const;

/** How each step grew with the users, and where it reaches its limit; undefined if all rounds had the same users. */
export function loadCurveSection({ perceivedUnderLoad = [] }: RunRecord): Html | undefined {
  if (perceivedUnderLoad.length === 0) return undefined;
  const curves = [...perceivedUnderLoad].sort((a, b) => reachedAt(a) - reachedAt(b));
  return html`<section id="load-curve"><h2>Perceived under load</h2>
<p>The median of each step by the number of users at the time; the band is its interval. Nothing is extrapolated: a step that
stayed below its limit in all rounds has no number of users at which it reaches it.</p>
<div class="small-multiples">${curves.map(curveFigure)}</div>
${folded('The curves in figures', figuresTable(curves))}
</section>`;
}

function reachedAt({ limitReached }: PerceivedCurve): number {
  return limitReached?.vus ?? Infinity;
}

function curveFigure(curve: PerceivedCurve, index: number): Html {
  const { journey, step, limitMs } = curve;
  const words = reachedWords(curve);
  return html`<figure><figcaption><h3>${step}</h3><small>${spokenName(journey)}, limit ${formatMs(limitMs)} ms</small></figcaption>
${drawSvg(option(curve), {
  ...SIZE,
  id: `curve-${index}`,
  label: `${spokenName(journey)}, ${step}: median by users. ${words}`,
})}<p class="${curve.limitReached === undefined ? 'note' : 'note bad'}">${words}</p></figure>
`;
}

function reachedWords({ limitReached, points }: PerceivedCurve): string {
  if (limitReached === undefined) return `Below its limit up to ${counted(points.at(-1)?.vus ?? 0, 'user')}.`;
  const users = counted(Math.round(limitReached.vus), 'user');
  if (limitReached.orFewer === true) return `Reaches its limit at ${users} or fewer.`;
  return `Reaches its limit at about ${users}${usersRange(limitReached)}.`;
}

function option({ points, limitMs }: PerceivedCurve): EChartsOption {
  const text = { color: 'var(--muted)', fontSize: 12 };
  const highest = Math.max(...points.map(({ highMs }) => highMs));
  const line = { type: 'line', silent: true } as const;
  const invisible = { ...line, showSymbol: false, lineStyle: { width: 0 }, stack: 'band' } as const;
  const axis = { type: 'value', min: 0, axisTick: { show: false }, axisLabel: text } as const;
  return {
    grid: GRID,
    xAxis: {
      ...axis,
      name: 'users',
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle: text,
      splitNumber: 4,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: 'var(--axis)' } },
    },
    yAxis: {
      ...axis,
      name: 'ms',
      nameGap: 10,
      nameTextStyle: { ...text, align: 'left', padding: [0, 0, 0, -GRID.left + 10] },
      splitNumber: 3,
      axisLine: { show: false },
      splitLine: { lineStyle: { color: 'var(--rule)' } },
    },
    series: [
      { ...invisible, data: points.map(({ vus, lowMs }) => [vus, lowMs]) },
      {
        ...invisible,
        areaStyle: { color: 'var(--p50)', opacity: 0.25 },
        data: points.map(({ vus, lowMs, highMs }) => [vus, highMs - lowMs]),
      },
      {
        ...line,
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { color: 'var(--p95)', width: 2 },
        itemStyle: { color: 'var(--p95)', borderWidth: 0 },
        data: points.map(({ vus, medianMs }) => [vus, medianMs]),
        ...(limitMs < highest * 2.5 && {
          markLine: { ...MARK, label: { show: false }, data: [{ yAxis: limitMs }] },
        }),
      },
    ],
  };
}

function figuresTable(curves: readonly PerceivedCurve[]): Html {
  return dataTable(
    'Median of each step by users, ms',
    [
      ['step', ({ journey, step }) => `${spokenName(journey)}: ${step}`],
      ['users', ({ vus }) => formatCount(vus), 'number'],
      ['median', ({ medianMs }) => msOrDash(medianMs), 'number'],
      ['interval', ({ lowMs, highMs }) => `${msOrDash(lowMs)} to ${msOrDash(highMs)}`, 'number'],
      ['limit', ({ limitMs }) => msOrDash(limitMs), 'number'],
    ],
    curves.flatMap(({ points, ...curve }) => points.map((point) => ({ ...curve, ...point }))),
  );
}

/** What a search for the capacity found, whether the run asks for more instances, and the tuning that it asks for. */
export function capacitySection({ capacity, scaling = [], advice = [] }: RunRecord): Html | undefined {
  if (capacity === undefined && scaling.length === 0) return undefined;
  return html`<section id="capacity"><h2>Capacity</h2>
${capacity && searchPart(capacity)}
${
  scaling.length > 0 &&
  html`<h3>Triggers for more instances</h3>
${dataTable(
  "The guide's triggers for more instances, each sustained",
  [
    ['trigger', ({ name }) => name],
    ['limit', ({ limit }) => limit, 'number'],
    ['highest', ({ figure }) => figure, 'number'],
    ['', ({ result }) => result, 'wraps'],
  ],
  scaling.map(triggerWords),
)}`
}
${
  advice.length > 0 &&
  html`<h3>Tuning</h3>
<ul>${advice.map((each) => html`<li><b>${each.advice}.</b> ${each.evidence}</li>`)}</ul>`
}
</section>`;
}

function searchPart(capacity: CapacityRecord): Html {
  const { unit, windows, fit } = capacity;
  return html`<p><b>${capacitySentence(capacity)}</b>${
    capacity.kind === 'found' && ` The capacity lies ${intervalWords(capacity)}.`
  }</p>
${fit && fitFigure(fit, unit === 'users' ? 'users' : 'requests under way', capacity)}
${folded(
  'Every window of the search',
  dataTable(
    'Every window of the search',
    [
      ['load', ({ level }) => loadWords(level, unit)],
      ['from', ({ fromMs }) => formatDuration(Math.round(fromMs / 1000) * 1000), 'number'],
      ['requests', ({ requests }) => formatCount(requests), 'number'],
      ['p95 ms', ({ p95Ms, p95LeastMs }) => boundedMs(p95Ms, p95LeastMs), 'number'],
      ['', resultWords, 'wraps'],
    ],
    windows,
  ),
)}`;
}

function fitFigure(
  fit: ScalabilityFit,
  concurrency: string,
  { kind, requestsPerSecond }: CapacityRecord,
): Html {
  const { sigma, kappa, peak } = fit;
  const drawn = scalabilityOption(fit, concurrency, kind === 'found' ? requestsPerSecond : undefined);
  const label = `Throughput by ${concurrency}.`;
  const words =
    peak === undefined
      ? `Throughput grows over the whole range.`
      : `Throughput is highest at about ${formatCount(peak.concurrency)} ${concurrency} (${peak.high === undefined ? `${formatCount(peak.low)} or more` : `${formatCount(peak.low)} to ${formatCount(peak.high)}`}).`;
  return html`<figure class="chart"><figcaption><h3>Throughput by load</h3><small>dots: windows; line: the universal scalability law, contention ${Number(sigma.toPrecision(2))}, coherency ${Number(kappa.toPrecision(2))}; band: 95 % of a bootstrap</small></figcaption>
<div class="plot">${CHART_SIZES.map((size) => drawSvg(drawn, { ...size, id: `scalability-${size.className}`, label: `${label} ${words}` }))}</div>
<p class="note">${words}</p></figure>`;
}

/** @param capacity throughput at the load that was found, marked by a line */
function scalabilityOption(
  { points, curve }: ScalabilityFit,
  concurrency: string,
  capacity: number | undefined,
): EChartsOption {
  const text = { color: 'var(--muted)', fontSize: 12 };
  const line = { type: 'line', silent: true } as const;
  const invisible = { ...line, showSymbol: false, lineStyle: { width: 0 }, stack: 'band' } as const;
  const axis = { type: 'value', min: 0, axisTick: { show: false }, axisLabel: text } as const;
  return {
    grid: { ...GRID, left: 54 },
    xAxis: {
      ...axis,
      name: concurrency,
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle: text,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: 'var(--axis)' } },
    },
    yAxis: {
      ...axis,
      name: 'requests/s',
      nameTextStyle: { ...text, align: 'left' },
      axisLine: { show: false },
      splitLine: { lineStyle: { color: 'var(--rule)' } },
    },
    series: [
      { ...invisible, data: curve.map((at) => [at.concurrency, at.low]) },
      {
        ...invisible,
        areaStyle: { color: 'var(--p50)', opacity: 0.25 },
        data: curve.map((at) => [at.concurrency, at.high - at.low]),
      },
      {
        ...line,
        showSymbol: false,
        lineStyle: { color: 'var(--p95)', width: 2 },
        data: curve.map((at) => [at.concurrency, at.middle]),
        markLine: { ...MARK, label: NAMED, data: capacity === undefined ? [] : [{ yAxis: capacity }] },
      },
      {
        ...line,
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { width: 0 },
        itemStyle: { color: 'var(--p99)', borderWidth: 0 },
        data: points.map((point) => [point.concurrency, point.requestsPerSecond]),
      },
    ],
  };
}
