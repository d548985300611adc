import { formatDuration } from '../../../base/duration.ts';
import { counted, formatCount, formatMs } from '../../../base/format.ts';
import type { LatencyFigures } from '../../../record/latency-figures.ts';
import type { SliceRecord, TrafficRecord } from '../../../record/run-record.ts';
import { type MeasurerQuantity, measurerFigures } from '../../../view/measurer-figures.ts';
import type { RunView } from '../../../view/run-view.ts';
import { chartFigure } from '../../drawing/chart-figure.ts';
import { dataTable, folded, type Html, html } from '../../drawing/markup.ts';
import type { ChartSize, TimeLine } from '../../drawing/time-chart.ts';
import { msOrDash, percent } from '../../words/numbers.ts';
import { ownDelaySentence } from '../../words/own-delay.ts';
import { memoryLines } from '../../words/run-lines.ts';
import { type ChartBackground, chartBackground, slicePoints } from './slices.ts';

const SMALL: readonly ChartSize[] = [{ className: 'small', width: 358, height: 190 }];

/** How much of the figures may be the measurer's own delay, and how the machine that measured was doing. */
export function measurerSection({ record, ownDelay }: RunView, traffic: TrafficRecord): Html {
  const { swatches: _, rounds: __, ...background } = chartBackground(record, traffic);
  const memory = memoryLines(traffic)[0]?.[1];
  return html`<section id="measurer"><h2>The measurer</h2>
<p>${ownDelaySentence(ownDelay)}</p>
<div class="small-multiples">
${smallChart(traffic, background, 'Event-loop delay p99', 'loop', 'ms', ({ health }) => health.eventLoopDelayP99Ms)}
${smallChart(traffic, background, 'Busy cores of the host', 'host', '%', ({ health }) => health.hostCpu * 100, { max: 100 })}
${smallChart(traffic, background, 'Memory of the generator', 'memory', 'MB', ({ health }) => health.rssBytes / 1e6)}
</div>
${memory !== undefined && html`<p>Memory of the generator: ${memory}.</p>`}
${measurerTable(traffic)}
${startLagTable(traffic)}
${disturbedList(traffic)}
</section>`;
}

function smallChart(
  traffic: TrafficRecord,
  background: Omit<ChartBackground, 'swatches' | 'rounds'>,
  title: string,
  id: string,
  unit: string,
  value: (slice: SliceRecord) => number,
  { max }: { max?: number } = {},
): Html {
  const line: TimeLine = { name: title, color: 'throughput', points: slicePoints(traffic, value) };
  const values = line.points.flatMap(([, each]) => each ?? []);
  const highest = Math.max(0, ...values);
  return chartFigure(
    {
      ...background,
      id,
      unit,
      label: `${title} over time, at most ${Number(highest.toPrecision(3))} ${unit}`,
      lines: [line],
      ...(max !== undefined && { max }),
    },
    { title, swatches: [], sizes: SMALL },
  );
}

function startLagTable({ startLag, arrivals }: TrafficRecord): Html | undefined {
  const rows: readonly (readonly [name: string, lag: LatencyFigures | undefined])[] = [
    ['outside rounds', startLag?.outside],
    ['while a round measured', startLag?.inRounds],
    ['all arrivals', arrivals?.startLag],
    ['the part the generator caused', arrivals?.ownLag],
  ];
  const measured = rows.flatMap(([name, lag]) =>
    lag === undefined || lag.samples === 0 ? [] : [{ name, ...lag }],
  );
  if (measured.length === 0) return undefined;
  return dataTable(
    'How late requests started, ms',
    [
      ['start lag', ({ name }) => name],
      ['requests', ({ samples }) => formatCount(samples), 'number'],
      ['p50', ({ p50Ms }) => msOrDash(p50Ms), 'number'],
      ['p99', ({ p99Ms }) => msOrDash(p99Ms), 'number'],
      ['max', ({ maxMs }) => msOrDash(maxMs), 'number'],
    ],
    measured,
  );
}

function disturbedList({ slices }: TrafficRecord): Html | undefined {
  const disturbed = slices.filter((slice) => slice.disturbed.length > 0);
  if (disturbed.length === 0) return undefined;
  return folded(
    `How much of the p95 may be the measurer's own delay, in ${counted(disturbed.length, 'slice')}`,
    html`<ul>${disturbed.map(
      ({ fromMs, toMs, disturbed: reasons }) =>
        html`<li>${formatDuration(fromMs)} to ${formatDuration(toMs)}: ${reasons.join('; ')}</li>`,
    )}</ul>`,
  );
}

const milliseconds = (value: number) => `${formatMs(value)} ms`;

/** What each quantity is called, and how it is written. */
const WORDS: Readonly<Record<MeasurerQuantity, readonly [name: string, write: (value: number) => string]>> = {
  eventLoopDelayP99: ['event-loop delay p99', milliseconds],
  eventLoopDelayMax: ['event-loop delay max', milliseconds],
  generatorCpu: ['generator, of one core', percent],
  coreWaitShare: ['time without a core when it needed one', percent],
  throttled: ['stopped by a CPU quota in a slice', milliseconds],
  hostCpu: ['all cores of the host', percent],
  gcPause: ['garbage collection in a slice', milliseconds],
  clockStep: ['clock step', milliseconds],
  startLagP99: ['start lag of 99 % of requests, own part', milliseconds],
};

/** How the measurer was over all slices: the median and the worst. */
function measurerTable({ slices }: TrafficRecord): Html {
  const written = (quantity: MeasurerQuantity, value: number) => WORDS[quantity][1](value);
  return dataTable(
    'The measurer over all slices',
    [
      ['quantity', ({ quantity }) => WORDS[quantity][0]],
      ['median', ({ quantity, median }) => written(quantity, median), 'number'],
      ['worst slice', ({ quantity, worst }) => written(quantity, worst), 'number'],
    ],
    measurerFigures(slices),
  );
}
