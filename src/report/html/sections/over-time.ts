import { formatDuration } from '../../../base/duration.ts';
import { counted, formatCount, listed } from '../../../base/format.ts';
import { median } from '../../../base/statistics/averages.ts';
import { type FailureKind, failureKinds } from '../../../measure/outcome.ts';
import type { TrafficRecord } from '../../../record/run-record.ts';
import type { RunView } from '../../../view/run-view.ts';
import { chartFigure } from '../../drawing/chart-figure.ts';
import { type Html, html } from '../../drawing/markup.ts';
import type { ChartSize, TimeLine, TimePoint } from '../../drawing/time-chart.ts';
import { FAILURE_WORDS } from '../../words/failures.ts';
import { msOrDash } from '../../words/numbers.ts';
import {
  type ChartBackground,
  chartBackground,
  isWhole,
  slicePoints,
  sliceTable,
  usersLine,
} from './slices.ts';

/** The traffic over time: latency and users, throughput, errors by kind. */
export function trafficSection(view: RunView, traffic: TrafficRecord): Html {
  const background = chartBackground(view.record, traffic);
  return html`<section id="time"><h2>Over time</h2>
<p>${sentences(traffic, background.rounds.length)}</p>
${latencyOverTime(view, traffic, background)}
${throughputOverTime(traffic, background)}
${failuresOverTime(traffic, background)}
${sliceTable(traffic, background.rounds)}
</section>`;
}

function sentences(traffic: TrafficRecord, rounds: number): string {
  const [worst] = traffic.slices
    .filter(isWhole)
    .sort((a, b) => (b.latency.p95Ms ?? 0) - (a.latency.p95Ms ?? 0));
  const kinds = failureKinds(traffic.outcomes).map(
    ({ kind, count }) => `${formatCount(count)} ${kind.replaceAll('_', ' ')}`,
  );
  return [
    ...(worst?.latency.p95Ms === undefined
      ? []
      : [
          `The p95 was highest at ${formatDuration(worst.fromMs)}: ${msOrDash(worst.latency.p95Ms)} ms with ${counted(worst.vus, 'user')}.`,
        ]),
    traffic.failed === 0
      ? 'No request failed.'
      : `${counted(traffic.failed, 'request')} failed${kinds.length === 0 ? '' : `: ${listed(kinds)}`}.`,
    ...(rounds === 0 ? [] : [`${counted(rounds, 'round')} measured journeys under this load.`]),
  ].join(' ');
}

/** If the slowest slice is this many times the median, a linear axis would flatten everything else. */
const LOGARITHMIC_FROM = 40;
const USERS = { name: 'virtual users', color: 'load-fill', shape: 'block' } as const;

/** p50, p95 and p99 over time under the users, with the scenario's limit where it is near. */
function latencyOverTime(
  { trafficVerdicts }: RunView,
  traffic: TrafficRecord,
  background: ChartBackground,
): Html {
  const limit = trafficVerdicts.find(
    ({ column, statistic }) => column === 'scenario' && statistic === 'p95',
  )?.limit;
  const values = (key: 'p50Ms' | 'p99Ms') =>
    traffic.slices.filter(isWhole).flatMap(({ latency }) => latency[key] ?? []);
  const highest = Math.max(0, ...values('p99Ms'));
  const isLogarithmic = highest > LOGARITHMIC_FROM * (median(values('p50Ms')) ?? Infinity);
  // A limit far above everything would press the lines flat.
  const isNear = limit !== undefined && limit < highest * (isLogarithmic ? 12 : 2.5);
  const { p50Ms, p95Ms, p99Ms } = traffic.latency;
  return chartFigure(
    {
      ...background,
      id: 'latency',
      unit: isLogarithmic ? 'ms, logarithmic' : 'ms',
      loadUnit: 'users',
      label: `Latency over time. Over the whole run p50 ${msOrDash(p50Ms)}, p95 ${msOrDash(p95Ms)}, p99 ${msOrDash(p99Ms)} ms. The table below has the figures of each slice.`,
      isLogarithmic,
      lines: [
        usersLine(traffic),
        { name: 'p50', color: 'p50', points: slicePoints(traffic, ({ latency }) => latency.p50Ms) },
        { name: 'p99', color: 'p99', points: slicePoints(traffic, ({ latency }) => latency.p99Ms) },
        {
          name: 'p95',
          color: 'p95',
          points: slicePoints(traffic, ({ latency }) => latency.p95Ms),
          width: 2.4,
        },
      ],
      ...(isNear && { limit: { value: limit, text: `p95 limit ${formatCount(limit)} ms` } }),
    },
    {
      title: 'Latency of all requests',
      swatches: [
        ...(['p50', 'p95', 'p99'] as const).map((name) => ({ name, color: name })),
        USERS,
        ...background.swatches,
      ],
      below:
        limit !== undefined &&
        !isNear &&
        html`<p class="note">The limit of the p95, ${formatCount(limit)} ms, is far above this chart.</p>`,
    },
  );
}

/** Requests per second over time under the users. */
function throughputOverTime(traffic: TrafficRecord, background: ChartBackground): Html {
  const line = {
    name: 'requests/s',
    color: 'throughput',
    width: 2,
    points: slicePoints(traffic, ({ requestsPerSecond }) => requestsPerSecond),
  };
  return chartFigure(
    {
      ...background,
      id: 'throughput',
      unit: 'requests/s',
      loadUnit: 'users',
      label: `Requests per second over time, ${traffic.requestsPerSecond.toFixed(1)} on average. The table below has the figures of each slice.`,
      lines: [usersLine(traffic), line],
    },
    {
      title: 'Throughput',
      swatches: [{ name: 'requests/s', color: 'throughput' }, USERS, ...background.swatches],
    },
  );
}

/** More colours than this cannot be told apart; the rarest kinds share the last. */
const COLORS = ['kind-1', 'kind-2', 'kind-3', 'kind-4', 'kind-5'] as const;

/** Lower than the other charts: what matters is when, and which kind. */
const SIZES: readonly ChartSize[] = [
  { className: 'wide', width: 1040, height: 200 },
  { className: 'narrow', width: 358, height: 200 },
];

/** Failures per second by kind, stacked; nothing when no request failed. */
function failuresOverTime(traffic: TrafficRecord, background: ChartBackground): Html | undefined {
  if (traffic.failed === 0) return undefined;
  const lines = failureLines(traffic);
  return chartFigure(
    { ...background, id: 'failures', unit: 'failed/s', label: label(traffic), lines },
    {
      title: 'Errors by kind',
      sizes: SIZES,
      swatches: [
        ...lines.map(({ name, color }) => ({ name, color, shape: 'block' as const })),
        ...background.swatches,
      ],
    },
  );
}

/** One line a kind, most frequent first; a record that has no kinds per slice has one line for all. */
export function failureLines({ slices, outcomes }: TrafficRecord): TimeLine[] {
  const drawn = slices.filter(isWhole);
  const line = (name: string, index: number, of: (slice: (typeof drawn)[number]) => number): TimeLine => ({
    name,
    color: COLORS[index] ?? COLORS[0],
    kind: 'stack',
    points: drawn.flatMap((slice, at): TimePoint[] => {
      const perSecond = (of(slice) / (slice.toMs - slice.fromMs)) * 1000;
      const isLast = at === drawn.length - 1;
      return [[slice.fromMs, perSecond], ...(isLast ? ([[slice.toMs, perSecond]] as const) : [])];
    }),
  });
  const kinds = failureKinds(outcomes).map(({ kind }) => kind);
  if (slices.every(({ failures }) => failures === undefined) || kinds.length === 0)
    return [line('failed', 0, ({ failed }) => failed)];
  const own = kinds.slice(0, kinds.length > COLORS.length ? COLORS.length - 1 : COLORS.length);
  const rest: readonly FailureKind[] = kinds.slice(own.length);
  return [
    ...own.map((kind, index) => line(FAILURE_WORDS[kind], index, ({ failures }) => failures?.[kind] ?? 0)),
    ...(rest.length === 0
      ? []
      : [
          line('others', own.length, ({ failures }) =>
            rest.reduce((sum, kind) => sum + (failures?.[kind] ?? 0), 0),
          ),
        ]),
  ];
}

function label({ outcomes, failed }: TrafficRecord): string {
  const kinds = failureKinds(outcomes).map(({ kind, count }) => `${count} ${FAILURE_WORDS[kind]}`);
  return `Failed requests over time by kind: ${kinds.length === 0 ? `${failed} in all` : listed(kinds)}.`;
}
