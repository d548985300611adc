import { formatFigure } from '../../base/format.ts';
import { subjectWords } from '../../verdict/subject.ts';
import type { Judgement } from '../../verdict/verdict.ts';

/** Verdicts as a small HTML page of its own, for an attachment: what, figure, interval, limit, samples, verdict. */
export function verdictTable(title: string, verdicts: readonly Judgement[]): string {
  return htmlTable(
    title,
    ['limit on', 'figure', 'interval', 'limit', 'samples', 'verdict'],
    verdicts.map((verdict) => [
      `${subjectWords(verdict.subject)} ${verdict.statistic}`,
      numberCell(figureOf(verdict)),
      numberCell(intervalOf(verdict)),
      numberCell(
        `${verdict.direction === 'below' ? '<' : '>'} ${formatFigure(verdict.limit, verdict.unit)} (${verdict.column})`,
      ),
      numberCell('samples' in verdict ? verdict.samples.toLocaleString('en-US') : ''),
      { html: `<span class="v ${verdict.kind.replace(' ', '-')}">${verdict.kind}</span>` },
    ]),
  );
}

function figureOf(verdict: Judgement): string {
  if (verdict.kind === 'not offered' || verdict.figure === undefined) return '–';
  return formatFigure(verdict.figure, verdict.unit);
}

function intervalOf(verdict: Judgement): string {
  if (verdict.kind === 'not offered') return '';
  const { lower, upper } = verdict.interval;
  const end = (value: number | undefined) => (value === undefined ? '…' : formatFigure(value, verdict.unit));
  return `${end(lower)} to ${end(upper)}`;
}

const STYLE = `
body{font:13px/1.45 system-ui,sans-serif;color:#1f2733;background:#fff;margin:12px 6px}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;margin-bottom:8px}
th,td{padding:4px 7px;border-bottom:1px solid #e6eaf0;text-align:left;white-space:nowrap}
td.w{white-space:normal;overflow-wrap:anywhere}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.v{padding:1px 7px;border-radius:9px;font-size:11px;font-weight:600}
.pass{background:#e3f4e8;color:#17663a}.fail{background:#fde5e3;color:#a3211b}
.inconclusive{background:#fdf3d9;color:#7a5500}.not-offered{background:#eceff3;color:#4a5566}`;

/** A cell with ready-made HTML; a plain text is escaped instead. */
export interface HtmlCell {
  readonly html: string;
  /** Right-aligned, in digits of equal width. */
  readonly isNumber?: boolean;
  /** May be broken into lines; other cells are not. */
  readonly wraps?: boolean;
}

/** A table as a small HTML page of its own, for an attachment. */
export function htmlTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | HtmlCell)[])[],
): string {
  const first = rows[0] ?? [];
  const headCells = head.map((text, index) => `<th${classOf(first[index])}>${escapeHtml(text)}</th>`);
  const bodyRows = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style>
<table><caption>${escapeHtml(title)}</caption><thead><tr>${headCells.join('')}</tr></thead>
<tbody>${bodyRows.join('\n')}</tbody></table></html>
`;
}

/** A right-aligned cell. */
export function numberCell(text: string): HtmlCell {
  return { html: escapeHtml(text), isNumber: true };
}

/** A cell for text that may be long. */
export function wrappingCell(text: string): HtmlCell {
  return { html: escapeHtml(text), wraps: true };
}

/** Text that is safe between tags and within quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function cell(content: string | HtmlCell): string {
  return `<td${classOf(content)}>${typeof content === 'string' ? escapeHtml(content) : content.html}</td>`;
}

function classOf(content: string | HtmlCell | undefined): string {
  if (typeof content !== 'object') return '';
  if (content.isNumber === true) return ' class="n"';
  return content.wraps === true ? ' class="w"' : '';
}
