import { formatCount, formatMs, listed } from '../../../base/format.ts';
import type { LatencyFigures } from '../../../record/latency-figures.ts';
import type { Verdict } from '../../../verdict/verdict.ts';
import { gravest } from '../../../view/judged-limits.ts';
import { limitBar } from '../../drawing/bars.ts';
import { type Html, html, type Part } from '../../drawing/markup.ts';
import type { Column, TableRow } from '../../drawing/table.ts';
import { VERDICT_WORDS } from '../../words/limits.ts';
import { msOrDash } from '../../words/numbers.ts';

/** One line of a table of latencies against limits. */
export interface RowOf {
  readonly id: string;
  readonly samples: number;
  readonly failed: number;
  readonly latency: Omit<LatencyFigures, 'samples'>;
  readonly verdicts: readonly Verdict[];
  /** Stands for a verdict that needs more samples: nothing for the traffic, where one line counts them all. */
  readonly undecided?: Part;
  /** Whether the page has its percentile curve. */
  readonly hasCurve: boolean;
}

/** The columns of such a table. */
export const LATENCY_COLUMNS: readonly Column[] = [
  { title: 'operation' },
  { title: 'verdict' },
  { title: 'p95', isNumber: true },
  { title: 'against its limit' },
  { title: 'p99', isNumber: true },
  { title: 'against its limit' },
  { title: 'p50', isNumber: true },
  { title: 'ended', isNumber: true },
  { title: 'failed', isNumber: true },
];

/** A line of the table. */
export function latencyRow({ id, samples, failed, latency, verdicts, hasCurve, undecided }: RowOf): TableRow {
  const worst = gravest(verdicts.filter(({ column }) => column !== 'sla'));
  const sla = verdicts.filter(({ column }) => column === 'sla');
  const isSlaBroken = sla.some(({ kind }) => kind === 'fail');
  return {
    cells: [
      hasCurve ? html`<button type="button" data-curve="${id}" aria-expanded="false">${id}</button>` : id,
      html`${rowMark(
        verdicts.filter(({ column }) => column !== 'sla'),
        undecided,
      )}${isSlaBroken && worst?.kind !== 'fail' && html` <span class="v sla-broken">SLA broken</span>`}`,
      figureText('p95', verdicts, latency.p95Ms),
      against('p95', verdicts),
      figureText('p99', verdicts, latency.p99Ms),
      against('p99', verdicts),
      msOrDash(latency.p50Ms),
      formatCount(samples),
      failed === 0 ? '0' : html`<b class="bad">${formatCount(failed)}</b>`,
    ],
    ...(worst?.kind === 'fail' && { className: 'broken' }),
  };
}

/**
 * The judged figure, which is over the plateaus, while the figure of the whole run includes the ramps. A lower bound has
 * a sign: the samples were too few to measure the percentile, but surely it is over its limit.
 */
function figureText(
  statistic: 'p95' | 'p99',
  verdicts: readonly Verdict[],
  ofRun: number | undefined,
): string {
  const verdict = verdicts.find((each) => each.statistic === statistic && each.column === 'baseline');
  if (verdict === undefined || verdict.kind === 'not offered') return msOrDash(ofRun);
  const isAtLeast = verdict.kind === 'fail' && verdict.isAtLeast === true;
  return `${isAtLeast ? '≥ ' : ''}${msOrDash(verdict.figure ?? ofRun)}`;
}

/** What became of a row's limits, by name: some may be held while others need more samples. */
function rowMark(verdicts: readonly Verdict[], undecided: Part): Part {
  const worst = gravest(verdicts);
  if (worst === undefined) return 'no limit';
  const named = (wanted: Verdict['kind']) =>
    verdicts
      .filter(({ kind }) => kind === wanted)
      .map(({ statistic }) => (statistic === 'errorRate' ? 'errors' : statistic));
  if (worst.kind === 'fail') return html`<span class="v fail">${listed(named('fail'))} broken</span>`;
  const held = named('pass');
  const isLatencyHeld = held.some((name) => name !== 'errors');
  if (worst.kind !== 'inconclusive') return verdictMark(worst.kind);
  if (!isLatencyHeld) return undecided;
  return html`<span class="v pass partly">${listed(held)} held</span>`;
}

/** Sorts a table, falling: broken rows first, then by how much of its limit the figure uses. */
export function nearness({ verdicts }: Pick<RowOf, 'verdicts'>): number {
  const uses = verdicts.map((verdict) => {
    if (verdict.kind === 'not offered' || verdict.figure === undefined || verdict.limit === 0) return 0;
    return verdict.figure / verdict.limit + (verdict.kind === 'fail' ? 1e6 : 0);
  });
  return Math.max(0, ...uses);
}

/** A verdict as a coloured word. */
export function verdictMark(kind: Verdict['kind']): Html {
  return html`<span class="v ${kind.replace(' ', '-')}">${VERDICT_WORDS[kind]}</span>`;
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
  const { lower, upper } = verdict.interval;
  const end = (value: number | undefined) => (value === undefined ? 'open' : formatMs(value));
  return `95 % interval ${end(lower)} to ${end(upper)} ms,`;
}
