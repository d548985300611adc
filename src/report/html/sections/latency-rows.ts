import { formatCount, formatMs, listed } from '../../../base/format.ts';
import type { Column } from '../../../base/text-table.ts';
import type { LatencyFigures } from '../../../record/latency-figures.ts';
import type { Verdict } from '../../../verdict/verdict.ts';
import { rangeWords } from '../../../verdict/verdict-message.ts';
import { gravest } from '../../../view/judged-limits.ts';
import type { RunView } from '../../../view/run-view.ts';
import { ownMs } from '../../../view/step-own-delay.ts';
import { limitBar } from '../../drawing/bars.ts';
import { dataTable, type Html, html, type Part } from '../../drawing/markup.ts';
import { notOfferedLine, verdictWords } from '../../words/limits.ts';
import { msOrDash } from '../../words/numbers.ts';
import { waitsNote } from '../../words/own-delay.ts';

/** One line of a table of latencies against limits. */
export interface LatencyRow {
  readonly id: string;
  /** Stands behind the name. */
  readonly note?: Part;
  readonly samples: number;
  readonly failed: number;
  /** How they failed; empty when none did. */
  readonly failedBy: string;
  readonly latency: Omit<LatencyFigures, 'samples'>;
  readonly verdicts: readonly Verdict[];
  /** Whether the row says that its limits are undecided: not for the traffic, where one line counts them all. */
  readonly isUndecidedSaid?: boolean;
  /** Whether the page has its percentile curve. */
  readonly hasCurve: boolean;
}

/** The columns of such a table. */
export const LATENCY_COLUMNS: readonly Column<LatencyRow, Part>[] = [
  ['operation', ({ id, hasCurve, note }) => html`${hasCurve ? curveButton(id) : id}${note}`],
  ['verdict', rowMark],
  ['p95', (row) => figureCell('p95', row), 'number'],
  ['against its limit', ({ verdicts }) => against('p95', verdicts)],
  ['p99', (row) => figureCell('p99', row), 'number'],
  ['against its limit', ({ verdicts }) => against('p99', verdicts)],
  ['p50', ({ latency }) => boundedMs(latency.p50Ms, latency.p50LeastMs), 'number'],
  ['ended', ({ samples }) => formatCount(samples), 'number'],
  [
    'failed',
    ({ failed, failedBy }) =>
      failed === 0 ? '0' : html`<b class="bad">${formatCount(failed)}</b><small>${failedBy}</small>`,
    'number',
  ],
];

/** A table of latencies against limits, the nearest to its limit first. */
export function latencyTable(
  caption: string,
  rows: readonly LatencyRow[],
  columns: readonly Column<LatencyRow, Part>[] = LATENCY_COLUMNS,
): Html {
  const sorted = rows.toSorted((a, b) => nearness(b) - nearness(a) || a.id.localeCompare(b.id, 'en'));
  return dataTable(caption, columns, sorted, {
    isBroken: ({ verdicts }) => worstOf(verdicts)?.kind === 'fail',
  });
}

/** The gravest verdict; the SLA has a separate mark. */
function worstOf(verdicts: readonly Verdict[]): Verdict | undefined {
  return gravest(verdicts.filter(({ column }) => column !== 'sla'));
}

function curveButton(id: string): Html {
  return html`<button type="button" data-curve="${id}" aria-expanded="false">${id}</button>`;
}

/**
 * The judged figure, which is over the plateaus, while the figure of the whole run includes the ramps. A lower bound has
 * a sign: the samples were too few to measure the percentile, but surely it is over its limit.
 */
function figureCell(statistic: 'p95' | 'p99', { verdicts, latency }: LatencyRow): Part {
  const [ofRun, leastOfRun] = [latency[`${statistic}Ms`], latency[`${statistic}LeastMs`]];
  const verdict = verdicts.find((each) => each.statistic === statistic && each.column === 'baseline');
  if (verdict === undefined || verdict.kind === 'not offered' || verdict.figure === undefined)
    return boundedMs(ofRun, leastOfRun);
  const isAtLeast = verdict.kind === 'fail' && verdict.isAtLeast === true;
  // The bound of the run is not that of the plateaus.
  const least = verdict.least ?? (verdict.figure === ofRun ? leastOfRun : undefined);
  return html`${isAtLeast && '≥ '}${boundedMs(verdict.figure, least)}`;
}

/** What became of a row's limits, by name: some may be held while others need more samples. */
function rowMark({ verdicts, isUndecidedSaid }: LatencyRow): Part {
  const worst = worstOf(verdicts);
  const named = (wanted: Verdict['kind']) =>
    verdicts
      .filter(({ kind, column }) => kind === wanted && column !== 'sla')
      .map(({ statistic }) => (statistic === 'errorRate' ? 'errors' : statistic));
  if (worst?.kind === 'fail') return html`<span class="v fail">${listed(named('fail'))} broken</span>`;
  const held = named('pass');
  const mark =
    worst?.kind !== 'inconclusive'
      ? verdictMark(worst)
      : held.some((name) => name !== 'errors')
        ? html`<span class="v pass partly">${listed(held)} held</span>`
        : isUndecidedSaid && verdictMark(worst);
  const isSlaBroken = verdicts.some(({ column, kind }) => column === 'sla' && kind === 'fail');
  return html`${mark}${isSlaBroken && html` <span class="v sla-broken">SLA broken</span>`}`;
}

/** Sorts a table, falling: broken rows first, then those with failures, then by how much of its limit the figure uses. */
function nearness({ verdicts, failed }: LatencyRow): number {
  const uses = verdicts.map((verdict) => {
    if (verdict.kind === 'not offered' || verdict.figure === undefined || verdict.limit === 0) return 0;
    return verdict.figure / verdict.limit + (verdict.kind === 'fail' ? 1e6 : 0);
  });
  return Math.max(0, ...uses) + (failed > 0 ? 1e3 : 0);
}

/** What the target does not offer, under a table; nothing when it offers everything. */
export function notOfferedNote(view: RunView): Html | undefined {
  const line = notOfferedLine(view);
  return line === undefined ? undefined : html`<p class="note">${line}</p>`;
}

/** A verdict as coloured words. */
export function verdictMark(verdict: Verdict | undefined): Part {
  if (verdict === undefined) return 'no limit';
  return html`<span class="v ${verdict.kind.replace(' ', '-')}">${verdictWords(verdict)}</span>`;
}

function against(statistic: 'p95' | 'p99', verdicts: readonly Verdict[]): Part {
  const find = (column: Verdict['column']) =>
    verdicts.find((verdict) => verdict.statistic === statistic && verdict.column === column);
  const baseline = find('baseline');
  if (baseline === undefined) return '';
  const sla = find('sla')?.limit;
  const words = `${interval(baseline)} limit ${formatMs(baseline.limit)} ms${sla === undefined ? '' : `, SLA ${formatMs(sla)} ms`}`;
  return html`<span class="against" title="${words}">${limitBar(baseline, sla === undefined ? {} : { sla })}<small>${formatMs(baseline.limit)}${sla !== undefined && html`<br>SLA ${formatMs(sla)}`}</small></span>`;
}

function interval(verdict: Verdict): string {
  if (verdict.kind === 'not offered') return '';
  const range = rangeWords(verdict.interval, verdict.unit);
  return range === undefined ? 'no interval yet,' : `95 % interval ${range},`;
}

/** What the small figures are, for the text above a table. */
export function boundNote({ ownDelay }: Pick<RunView, 'ownDelay'>): string {
  if (ownDelay.kind === 'unknown') return '';
  return ` The small figure below a latency: at most so much of it is the delay of the measurer itself.${waitsNote(ownDelay)}`;
}

/** A latency in ms, and below it how much of it may be the delay of the measurer itself, where that is known. */
export function boundedMs(measuredMs: number | undefined, leastMs: number | undefined): Part {
  const own = ownMs(measuredMs, leastMs);
  if (own === undefined) return msOrDash(measuredMs);
  return html`${msOrDash(measuredMs)}<small class="own">own ≤ ${formatMs(own)}</small>`;
}

/** Columns with these percentiles of an item's latency, in ms, each with its bound. */
export function boundedColumns<Item>(
  of: (item: Item) => Partial<LatencyFigures>,
  ...names: ('p50' | 'p95' | 'p99')[]
): Column<Item, Part>[] {
  return names.map((name) => [
    `${name} ms`,
    (item) => boundedMs(of(item)[`${name}Ms`], of(item)[`${name}LeastMs`]),
    'number',
  ]);
}
