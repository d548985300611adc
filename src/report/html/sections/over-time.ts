import { formatDuration } from '../../../base/duration.ts';
import { counted, formatCount, given, listed } from '../../../base/format.ts';
import { sum } from '../../../base/statistics/averages.ts';
import { withoutRounds } from '../../../measure/judged-slices.ts';
import { type FailureKind, failureKinds } from '../../../measure/outcome.ts';
import type { SliceRecord, TrafficRecord } from '../../../record/run-record.ts';
import type { Verdict } from '../../../verdict/verdict.ts';
import { latencyAxis } from '../../../view/latency-axis.ts';
import type { RunView } from '../../../view/run-view.ts';
import { isWhole } from '../../../view/whole-slices.ts';
import { chartFigure } from '../../drawing/chart-figure.ts';
import { type Html, html } from '../../drawing/markup.ts';
import type { ChartSize, TimeLine, TimePoint } from '../../drawing/time-chart.ts';
import { FAILURE_WORDS } from '../../words/failures.ts';
import { latencyTime, roundsNotAsPlanned, roundsSentence } from '../../words/in-rounds.ts';
import { msOrDash, percentileWords } from '../../words/numbers.ts';
import {
  type ChartBackground,
  chartBackground,
  latencyLine,
  slicePoints,
  sliceTable,
  usersLine,
} from './slices.ts';

/** The traffic over time: latency and users, throughput, errors by kind. */
export function trafficSection(view: RunView, traffic: TrafficRecord): Html {
  const background = chartBackground(view.record, traffic);
  return html`<section id="time"><h2>Over time</h2>
<p>${sentences(traffic, view.record.rounds.filter(({ steps }) => steps.length > 0).length)}</p>
${roundsParagraph(traffic, view)}
${latencyOverTime(view, traffic, background)}
${throughputOverTime(traffic, background)}
${failuresOverTime(traffic, background)}
${sliceTable(traffic, background.rounds)}
</section>`;
}

function roundsParagraph(traffic: TrafficRecord, { record }: RunView): Html | undefined {
  const words = given(roundsSentence(traffic, record.overload), roundsNotAsPlanned(record));
  return words.length === 0 ? undefined : html`<p>${words.join(' ')}</p>`;
}

function sentences(traffic: TrafficRecord, rounds: number): string {
  const [worst] = withoutRounds(traffic.slices)
    .filter(isWhole)
    .sort((a, b) => (b.latency.p95Ms ?? 0) - (a.latency.p95Ms ?? 0));
  const kinds = failureKinds(traffic.outcomes).map(
    ({ kind, count }) => `${formatCount(count)} ${kind.replaceAll('_', ' ')}`,
  );
  const highest = worst?.latency.p95Ms;
  const where = traffic.slices.some(({ round }) => round !== undefined) ? 'Outside rounds the' : 'The';
  return given(
    worst !== undefined &&
      highest !== undefined &&
      `${where} p95 was highest at ${formatDuration(worst.fromMs)}: ${msOrDash(highest)} ms with ${counted(worst.vus, 'user')}.`,
    traffic.failed === 0
      ? 'No request failed.'
      : `${counted(traffic.failed, 'request')} failed${kinds.length === 0 ? '' : `: ${listed(kinds)}`}.`,
    rounds > 0 && `${counted(rounds, 'round')} measured journeys under this load.`,
  ).join(' ');
}

const USERS = { name: 'virtual users', color: 'load-fill', shape: 'block' } as const;

/** p50, p95 and p99 over time under the users, with the scenario's limit where it is near. */
function latencyOverTime(
  { scenarioVerdicts }: RunView,
  traffic: TrafficRecord,
  background: ChartBackground,
): Html {
  const isLimit = ({ column, statistic }: Verdict) => column === 'scenario' && statistic === 'p95';
  const limit = scenarioVerdicts.find(isLimit)?.limit;
  const { isLogarithmic, isLimitNear } = latencyAxis(traffic.slices, limit);
  const percentiles = listed(
    (['p50', 'p95', 'p99'] as const).map((name) => percentileWords(name, traffic.latency)),
  );
  return chartFigure(
    {
      ...background,
      id: 'latency',
      unit: isLogarithmic ? 'ms, logarithmic' : 'ms',
      loadUnit: 'users',
      label: `Latency over time. Over ${latencyTime(traffic)} ${percentiles}. The table below has the figures of each slice.`,
      isLogarithmic,
      lines: [
        usersLine(traffic),
        latencyLine(traffic, 'p50'),
        latencyLine(traffic, 'p99'),
        { ...latencyLine(traffic, 'p95'), width: 2.4 },
      ],
      ...(limit !== undefined &&
        isLimitNear && { limit: { value: limit, text: `p95 limit ${formatCount(limit)} ms` } }),
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
        !isLimitNear &&
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
  const line = (name: string, index: number, of: (slice: SliceRecord) => number): TimeLine => ({
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
  const rest = kinds.slice(own.length);
  const ofKinds = (some: readonly FailureKind[]) => (slice: SliceRecord) =>
    sum(some.map((kind) => slice.failures?.[kind] ?? 0));
  return given(
    ...own.map((kind, index) => line(FAILURE_WORDS[kind], index, ofKinds([kind]))),
    rest.length > 0 && line('others', own.length, ofKinds(rest)),
  );
}

function label({ outcomes, failed }: TrafficRecord): string {
  const kinds = failureKinds(outcomes).map(({ kind, count }) => `${count} ${FAILURE_WORDS[kind]}`);
  return `Failed requests over time by kind: ${kinds.length === 0 ? `${failed} in all` : listed(kinds)}.`;
}
