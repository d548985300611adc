import { formatDuration } from '../../base/duration.ts';
import { counted } from '../../base/format.ts';
import { MEASURER_LIMITS } from '../../measure/measurer-limits.ts';
import type { LatencyFigures, RunRecord, SliceRecord, TrafficRecord } from '../../record/run-record.ts';
import { memoryLines } from '../memory-lines.ts';
import { type ChartBackground, chartBackground } from './chart-background.ts';
import { chartFigure } from './chart-figure.ts';
import { dataTable, folded } from './data-table.ts';
import { type Html, html } from './markup.ts';
import { measurerTable } from './measurer-table.ts';
import { disturbedMarks, slicePoints } from './slice-points.ts';
import type { ChartSize, TimeLine } from './time-chart.ts';
import { count, msOrDash } from './words.ts';

const SMALL: readonly ChartSize[] = [{ className: 'small', width: 358, height: 190 }];

/** Whether the measurer itself was fit to measure: the figures above are worth no more than these. */
export function measurerSection(record: RunRecord, traffic: TrafficRecord): Html {
  const { swatches: _, rounds: __, ...background } = chartBackground(record, traffic);
  const memory = memoryLines(traffic)[0]?.[1];
  return html`<section id="measurer"><h2>The measurer</h2>
<p>${trustSentence(traffic)}</p>
<div class="small-multiples">
${smallChart(traffic, background, 'Event-loop delay p99', 'loop', 'ms', ({ health }) => health.eventLoopDelayP99Ms, { limit: MEASURER_LIMITS.eventLoopDelayP99Ms })}
${smallChart(traffic, background, 'Busy cores of the host', 'host', '%', ({ health }) => health.hostCpu * 100, { max: 100 })}
${smallChart(traffic, background, 'Memory of the generator', 'memory', 'MB', ({ health }) => health.rssBytes / 1e6)}
</div>
${memory !== undefined && html`<p>Memory of the generator: ${memory}.</p>`}
${measurerTable(traffic)}
${startLagTable(traffic)}
${disturbedList(traffic)}
</section>`;
}

function trustSentence(traffic: TrafficRecord): string {
  const marks = disturbedMarks(traffic);
  const disturbedMs = marks.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const share = MEASURER_LIMITS.disturbedShare * 100;
  if (marks.length === 0)
    return `Undisturbed in all ${counted(traffic.slices.length, 'slice')}: its own delay is in no figure of this report.`;
  return `Disturbed for ${formatDuration(disturbedMs)} of ${formatDuration(traffic.elapsedMs)}; more than ${share} % makes a run invalid.`;
}

function smallChart(
  traffic: TrafficRecord,
  background: Omit<ChartBackground, 'swatches' | 'rounds'>,
  title: string,
  id: string,
  unit: string,
  value: (slice: SliceRecord) => number,
  { limit, max }: { limit?: number; max?: number } = {},
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
      ...(limit !== undefined && limit < highest * 4 && { limit: { value: limit, text: `limit ${limit}` } }),
    },
    { title, swatches: [], sizes: SMALL },
  );
}

function startLagTable({ startLag, arrivals }: TrafficRecord): Html | undefined {
  const rows: [string, LatencyFigures][] = [
    ...(startLag === undefined
      ? []
      : ([
          ['outside of rounds', startLag.outside],
          ['while a round measured', startLag.inRounds],
        ] as [string, LatencyFigures][])),
    ...(arrivals === undefined
      ? []
      : ([
          ['all arrivals', arrivals.startLag],
          ['of it by the generator itself', arrivals.ownLag],
        ] as [string, LatencyFigures][])),
  ];
  const measured = rows.filter(([, { samples }]) => samples > 0);
  if (measured.length === 0) return undefined;
  return dataTable(
    'How late requests started against their schedule, ms',
    [
      { title: 'start lag' },
      ...['requests', 'p50', 'p99', 'max'].map((title) => ({ title, isNumber: true })),
    ],
    measured.map(([name, { samples, p50Ms, p99Ms, maxMs }]) => ({
      cells: [name, count(samples), msOrDash(p50Ms), msOrDash(p99Ms), msOrDash(maxMs)],
    })),
  );
}

function disturbedList({ slices }: TrafficRecord): Html | undefined {
  const disturbed = slices.filter((slice) => slice.disturbed.length > 0);
  if (disturbed.length === 0) return undefined;
  return folded(
    `${counted(disturbed.length, 'disturbed slice')} and why`,
    html`<ul>${disturbed.map(
      ({ fromMs, toMs, disturbed: reasons }) =>
        html`<li>${formatDuration(fromMs)} to ${formatDuration(toMs)}: ${reasons.join('; ')}</li>`,
    )}</ul>`,
  );
}
