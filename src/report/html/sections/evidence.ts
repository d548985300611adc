import { counted, formatCount, formatFigure, formatMs, given, listed } from '../../../base/format.ts';
import type { Column } from '../../../base/text-table.ts';
import {
  CONNECTION_KINDS,
  type EvidenceFigure,
  type EvidenceSeries,
  type EvidenceUnit,
  type PodEvidence,
  type SourceRecord,
  type TableEvidence,
} from '../../../evidence/evidence-record.ts';
import type { OperationRecord, TrafficRecord } from '../../../record/run-record.ts';
import { type EvidenceView, SOURCE_NAMES } from '../../../view/evidence-view.ts';
import type { RouteRow } from '../../../view/gateway-routes.ts';
import type { StatementRow } from '../../../view/statement-operations.ts';
import { planned } from '../../../view/telling-evidence.ts';
import { chartFigure } from '../../drawing/chart-figure.ts';
import { dataTable, folded, type Html, html, type Part } from '../../drawing/markup.ts';
import { DASH, msOrDash } from '../../words/numbers.ts';
import { boundedMs } from './latency-rows.ts';

/** So many rows of a table are shown; the others are folded away. */
const SHOWN = 5;

/** More lines than this cannot be told apart in a picture. */
const COLORS = ['kind-2', 'kind-4', 'kind-3', 'kind-1', 'kind-5'] as const;

/** What the target's side says of the run; undefined when nobody was asked. */
export function evidenceSection(
  view: EvidenceView | undefined,
  traffic: TrafficRecord | null,
): Html | undefined {
  if (view === undefined) return undefined;
  const { telling, problems, sources, series } = view;
  return html`<section id="evidence"><h2>Evidence from the target's side</h2>
<p>What Desk Studio's own parts say of the run; only reported, never judged. They count everything that happened from before the
traffic until its end: journeys, bursts and other users too.</p>
${telling.length > 0 && html`<ul class="reasons">${telling.map((line) => html`<li>${line}</li>`)}</ul>`}
${problems.length > 0 && html`<p class="note">Not available:</p><ul class="note">${problems.map((line) => html`<li>${line}</li>`)}</ul>`}
${statementsPart(view)}
${routesPart(view)}
${traffic !== null && charts(series, traffic)}
${sources.map(sourcePart)}
${series.length > 0 && folded('All samples in figures', seriesTable(series))}
</section>`;
}

function statementsPart({ statements, plan, slowOperations }: EvidenceView): Html | undefined {
  if (statements.length === 0) return undefined;
  const columns: Column<StatementRow, Part>[] = [
    ['statement', ({ text }) => html`<code>${text}</code>`],
    ['all calls, ms', ({ totalMs }) => formatMs(totalMs), 'number'],
    ['calls', ({ calls }) => formatCount(calls), 'number'],
    ['each, ms', ({ meanMs }) => formatMs(meanMs), 'number'],
    ['rows', ({ rows }) => formatCount(rows), 'number'],
    ['not in the cache', ({ blocksRead }) => formatCount(blocksRead), 'number'],
    ['perhaps of', ({ operations }) => (operations.length === 0 ? DASH : operations.join(', '))],
  ];
  const slow: Column<OperationRecord, Part>[] = [
    ['operation', ({ operation }) => operation],
    ['p95 ms', ({ latency }) => boundedMs(latency.p95Ms, latency.p95LeastMs), 'number'],
    ['requests', ({ sent }) => formatCount(sent), 'number'],
  ];
  return html`<h3>Slowest statements</h3>
<p>The database does not know for whom it ran a statement: operations are guessed by the names of tables and by how often both
happened.</p>
${longTable('Statements by the time that they took together', columns, statements, 'statement')}
${table('The slowest operations of the users', slow, slowOperations)}
${
  plan &&
  html`<p>The plan of ${planned(plan, statements)} reads ${listed(plan.sequentialScans) || 'no table'} from one end to the other:</p>
<pre><code>${plan.lines.join('\n')}</code></pre>`
}`;
}

function routesPart({ routes }: EvidenceView): Html | undefined {
  if (routes.length === 0) return undefined;
  const columns: Column<RouteRow, Part>[] = [
    ['route', ({ method, path }) => `${method} ${path}`],
    ['operations', ({ operations }) => operations.join(', ')],
    ['at the gateway', ({ count }) => formatCount(count), 'number'],
    ['of the users', ({ ours }) => formatCount(ours), 'number'],
    ['mean at the gateway', ({ meanMs }) => formatMs(meanMs), 'number'],
    ['mean of the users', ({ ourMeanMs }) => msOrDash(ourMeanMs), 'number'],
    ['network, queues and own delay', ({ outsideMs }) => msOrDash(outsideMs), 'number'],
    ["the measurer's own at most", ({ ownMeanMs }) => msOrDash(ownMeanMs), 'number'],
    ['p95 at the gateway', p95Words, 'number'],
    ['p95 of the users', ({ ourP95Ms, ourP95LeastMs }) => boundedMs(ourP95Ms, ourP95LeastMs), 'number'],
  ];
  return html`<h3>The gateway's own histogram</h3>
<p>Where both counted the same number of requests, what the users waited longer than the gateway worked is network, queues, and the
measurer's own delay. Elsewhere the means are of different requests, so their difference is left out.</p>
${longTable("Latencies at the gateway and at the users' end, ms", columns, routes, 'route')}`;
}

function longTable<Item>(
  caption: string,
  columns: readonly Column<Item, Part>[],
  items: readonly Item[],
  noun: string,
): Html {
  const shown = withoutEmpty(columns, items);
  const part = (some: readonly Item[]) => dataTable(caption, shown, some, { className: 'first-wraps' });
  const rest = items.slice(SHOWN);
  return html`${part(items.slice(0, SHOWN))}
${rest.length > 0 && folded(counted(rest.length, `more ${noun}`), part(rest))}`;
}

/** Nothing without items. */
function table<Item>(
  caption: string,
  columns: readonly Column<Item, Part>[],
  items: readonly Item[],
): Html | undefined {
  return items.length === 0 ? undefined : dataTable(caption, withoutEmpty(columns, items), items);
}

/** Leaves out the columns in which no item has anything. */
function withoutEmpty<Item>(
  columns: readonly Column<Item, Part>[],
  items: readonly Item[],
): Column<Item, Part>[] {
  const isEmpty = (cell: Part) => cell === '' || cell === DASH;
  return columns.filter(([, cell]) => !items.every((item) => isEmpty(cell(item))));
}

function p95Words({ p95FromMs, p95ToMs }: RouteRow): string {
  if (p95FromMs === undefined) return DASH;
  return p95ToMs === undefined
    ? `above ${formatMs(p95FromMs)}`
    : `${formatMs(p95FromMs)} to ${formatMs(p95ToMs)}`;
}

/** Connections and memory over time: what a soak looks for. */
function charts(series: readonly EvidenceSeries[], traffic: TrafficRecord): Html[] {
  const chart = (
    id: string,
    title: string,
    unit: string,
    scale: number,
    shown: readonly EvidenceSeries[],
  ) => {
    const lines = shown.slice(0, COLORS.length).map(({ name, points }, index) => ({
      name,
      color: COLORS[index] ?? COLORS[0],
      // Samples from before the traffic and after it have no place in the picture.
      points: points
        .filter(({ atMs }) => atMs >= 0 && atMs <= traffic.elapsedMs)
        .map(({ atMs, value }) => [atMs, value / scale] as const),
    }));
    const label = `${title} over time. The table of samples below has the figures.`;
    return (
      lines.some(({ points }) => points.length > 1) &&
      chartFigure(
        { id, label, unit, maxMs: traffic.elapsedMs, lines },
        { title, swatches: lines.map(({ name, color }) => ({ name, color })) },
      )
    );
  };
  const connections = series.filter(({ kind }) => CONNECTION_KINDS.some((each) => each === kind));
  const memory = series.filter(({ unit }) => unit === 'memory');
  return given(
    chart('evidence-connections', 'Connections to the database', 'connections', 1, connections),
    chart('evidence-memory', 'Memory', 'MB', 1e6, memory),
  );
}

function sourcePart({
  source,
  place,
  figures = [],
  tables = [],
  pods = [],
  lines = [],
  files = [],
}: SourceRecord): Html | undefined {
  if (figures.length + tables.length + pods.length + lines.length + files.length === 0) return undefined;
  const name = SOURCE_NAMES[source];
  return html`<h3>${name}</h3><p class="note">${place}</p>
${table(`${name} in figures`, FIGURE_COLUMNS, figures)}
${table('Tables that were read from one end to the other, or have dead rows', TABLE_COLUMNS, tables)}
${table('Pods: the highest use that was sampled', POD_COLUMNS, pods)}
${lines.length > 0 && html`<pre><code>${lines.join('\n')}</code></pre>`}
${files.length > 0 && html`<p>In the run's folder: ${files.join(', ')}.</p>`}`;
}

const FIGURE_COLUMNS: Column<EvidenceFigure, Part>[] = [
  ['', ({ name }) => name],
  ['before', ({ before, unit }) => (before === undefined ? '' : figureWords(before, unit)), 'number'],
  ['in the run, or at its end', ({ value, unit }) => figureWords(value, unit), 'number'],
];

const TABLE_COLUMNS: Column<TableEvidence, Part>[] = [
  ['table', ({ table }) => table],
  ['times', ({ sequentialScans }) => formatCount(sequentialScans), 'number'],
  ['rows read by that', ({ rowsScanned }) => formatCount(rowsScanned), 'number'],
  ['rows', ({ liveRows }) => formatCount(liveRows), 'number'],
  ['dead rows', ({ deadRows }) => formatCount(deadRows), 'number'],
];

const podFigure = (value: number | undefined, unit: EvidenceUnit) =>
  value === undefined ? DASH : figureWords(value, unit);

const POD_COLUMNS: Column<PodEvidence, Part>[] = [
  ['pod', ({ pod }) => pod],
  ['restarts in the run', ({ restarts, restartsBefore }) => formatCount(restarts - restartsBefore), 'number'],
  ['cores', ({ cores }) => podFigure(cores, 'cores'), 'number'],
  ['requested', ({ coresRequested }) => podFigure(coresRequested, 'cores'), 'number'],
  ['limit', ({ coresLimit }) => podFigure(coresLimit, 'cores'), 'number'],
  ['memory', ({ memoryBytes }) => podFigure(memoryBytes, 'memory'), 'number'],
  ['requested', ({ memoryRequestedBytes }) => podFigure(memoryRequestedBytes, 'memory'), 'number'],
  ['limit', ({ memoryLimitBytes }) => podFigure(memoryLimitBytes, 'memory'), 'number'],
];

function seriesTable(series: readonly EvidenceSeries[]): Html {
  const values = ({ points }: EvidenceSeries) => points.map(({ value }) => value);
  return dataTable<EvidenceSeries>(
    'Samples of the run',
    [
      ['', ({ name }) => name],
      ['samples', ({ points }) => formatCount(points.length), 'number'],
      ['first', ({ points, unit }) => figureWords(points[0]?.value ?? 0, unit), 'number'],
      ['lowest', (each) => figureWords(Math.min(...values(each)), each.unit), 'number'],
      ['highest', (each) => figureWords(Math.max(...values(each)), each.unit), 'number'],
      ['last', ({ points, unit }) => figureWords(points.at(-1)?.value ?? 0, unit), 'number'],
    ],
    series,
  );
}

function figureWords(value: number, unit: EvidenceUnit): string {
  switch (unit) {
    case 'memory':
      return `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)} MB`;
    case 'cores':
      return value.toFixed(2);
    case 'count':
      return formatCount(value);
    default:
      return formatFigure(value, unit);
  }
}
