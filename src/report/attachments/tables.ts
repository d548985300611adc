import { formatDuration } from '../../base/duration.ts';
import { counted, formatCount, formatMs } from '../../base/format.ts';
import type { Column } from '../../base/text-table.ts';
import { traceAddress } from '../../base/trace-address.ts';
import { ownNote } from '../../measure/validity.ts';
import type { OverloadRecord } from '../../record/overload-record.ts';
import type { RoundRecord, StepRecord } from '../../record/round-record.ts';
import { subjectWords } from '../../verdict/subject.ts';
import type { Judgement } from '../../verdict/verdict.ts';
import { figureWords, rangeWords } from '../../verdict/verdict-message.ts';
import { type BreakingLoad, overloadView } from '../../view/breaking-loads.ts';
import { warmMedianMs } from '../../view/felt-time.ts';
import type { SlowRequest } from '../../view/slowest-requests.ts';
import { dataTable, type Html, html, type Part, ready, traceLink } from '../drawing/markup.ts';
import { limitWords } from '../words/limits.ts';
import { DASH } from '../words/numbers.ts';
import { breakingColumns, judgedAtSentence, overloadCountsSentence } from '../words/overload.ts';
import { blockedByLines, FAULTS_TITLE, faultLines, partsText } from '../words/steps.ts';

const STYLE = `
body{font:13px/1.45 system-ui,sans-serif;color:#1f2733;background:#fff;margin:12px 6px}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;margin-bottom:8px}
th,td{padding:4px 7px;border-bottom:1px solid #e6eaf0;text-align:left;white-space:nowrap}
tbody th{font-weight:400}
td.w{white-space:normal;overflow-wrap:anywhere}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.v{padding:1px 7px;border-radius:9px;font-size:11px;font-weight:600}
.pass{background:#e3f4e8;color:#17663a}.fail{background:#fde5e3;color:#a3211b}
.inconclusive{background:#fdf3d9;color:#7a5500}.not-offered{background:#eceff3;color:#4a5566}`;

/** A test's verdicts as a small HTML page to attach: what, figure, interval, limit, samples, verdict. */
export function verdictTable(title: string, verdicts: readonly Judgement[]): string {
  const columns: Column<Judgement, Part>[] = [
    ['limit on', ({ subject, statistic }) => `${subjectWords(subject)} ${statistic}`],
    ['figure', boundedFigure, 'number'],
    ['interval', intervalOf, 'number'],
    ['limit', (verdict) => `${limitWords(verdict)} (${verdict.column})`, 'number'],
    ['samples', (verdict) => ('samples' in verdict ? formatCount(verdict.samples) : ''), 'number'],
    ['verdict', ({ kind }) => html`<span class="v ${kind.replace(' ', '-')}">${kind}</span>`],
  ];
  return page(title, dataTable(title, columns, verdicts));
}

/** The limits that an overload broke, each with the lowest load that did, as a small HTML page to attach. */
export function overloadTable(title: string, overload: OverloadRecord): string {
  const view = overloadView(overload);
  const table = dataTable<BreakingLoad>(title, breakingColumns(view.unit), view.broken);
  return page(title, html`<p>${judgedAtSentence(view)} ${overloadCountsSentence(view)}</p>${table}`);
}

/**
 * The steps of a round as a small HTML page to attach: how long each took in the page, where its time went, and what went
 * wrong in the page.
 * @param traceUrl TRACE_URL, where it is set
 */
export function stepsTable(
  title: string,
  round: Pick<RoundRecord, 'steps' | 'faults'>,
  traceUrl?: string,
): string {
  const { steps } = round;
  const columns: Column<StepRecord, Part>[] = [
    ['step', ({ step }) => step],
    ['median', medianText, 'number'],
    ['cold', ({ coldMs }) => (coldMs === undefined ? '' : formatMs(coldMs)), 'number'],
    ['warm visits', ({ visitsMs }) => visitsMs.map(formatMs).join(', '), 'wraps'],
    ['where the time went', ({ parts }) => (parts === undefined ? '' : partsText(parts)), 'wraps'],
    ['requests', ({ requests }) => requestsText(requests), 'wraps'],
  ];
  if (steps.some((step) => blockedByLines(step).length > 0))
    columns.push(['blocked by scripts', (step) => blockedByLines(step).join('; '), 'wraps']);
  if (traceUrl !== undefined)
    columns.push([
      'trace',
      ({ traceId }) => traceId !== undefined && traceLink(traceId, traceAddress(traceUrl, traceId)),
    ]);
  const faults = faultLines([round]);
  const told =
    faults.length > 0 &&
    html`<p>${FAULTS_TITLE}:</p><ul>${faults.map((line) => html`<li>${line}</li>`)}</ul>`;
  return page(title, html`${dataTable(title, columns, steps)}${told}`);
}

function medianText(step: StepRecord): string {
  const ms = warmMedianMs(step);
  return ms === undefined ? DASH : `${formatMs(ms)} ms`;
}

/** The slowest requests of each operation as a small HTML page to attach, with links to their traces. */
export function slowestTable(title: string, requests: readonly SlowRequest[]): string {
  const columns: Column<SlowRequest, Part>[] = [
    ['operation', ({ operationId }) => operationId],
    ['took', ({ latencyMs }) => `${formatMs(latencyMs)} ms`, 'number'],
    ['when', ({ atMs }) => formatDuration(atMs)],
    ['status', ({ status }) => (status === 0 ? 'none' : String(status)), 'number'],
    ['trace', ({ traceId, href }) => traceLink(traceId, href)],
  ];
  return page(title, dataTable(title, columns, requests));
}

function page(title: string, table: Html): string {
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>${ready(STYLE)}</style>
${table}</html>
`.html;
}

/** The figure with how much of it may be the measurer's: `226 ms (own ≤ 40 ms)`. */
function boundedFigure(verdict: Judgement): string {
  const figure = figureWords(verdict);
  if (figure === undefined || verdict.kind === 'not offered') return DASH;
  return `${figure}${ownNote(verdict.figure, verdict.least, verdict.unit)}`;
}

function intervalOf(verdict: Judgement): string {
  if (verdict.kind === 'not offered') return '';
  return rangeWords(verdict.interval, verdict.unit) ?? 'none yet';
}

/** The step's calls to the API one by one, and how many other files it loaded. */
function requestsText(requests: StepRecord['requests']): string {
  const calls = requests.filter(({ path }) => path.startsWith('/api/'));
  const others = requests.length - calls.length;
  const texts = calls.map(({ path, durationMs }) => `${path} ${formatMs(durationMs)} ms`);
  return [...texts, ...(others === 0 ? [] : [counted(others, 'other file')])].join(', ');
}
