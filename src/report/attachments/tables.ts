import { formatFigure, formatMs } from '../../base/format.ts';
import type { RoundRecord, StepRecord } from '../../record/round-record.ts';
import { subjectWords } from '../../verdict/subject.ts';
import type { Judgement } from '../../verdict/verdict.ts';
import { figureWords } from '../../verdict/verdict-message.ts';
import { type Html, html, ready } from '../drawing/markup.ts';
import { type Column, dataTable, type TableRow } from '../drawing/table.ts';
import { DASH } from '../words/numbers.ts';
import { partsText } from '../words/steps.ts';

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
  return tablePage(
    title,
    [
      { title: 'limit on' },
      ...['figure', 'interval', 'limit', 'samples'].map((name) => ({ title: name, isNumber: true })),
      { title: 'verdict' },
    ],
    verdicts.map((verdict) => ({
      cells: [
        `${subjectWords(verdict.subject)} ${verdict.statistic}`,
        figureWords(verdict) ?? DASH,
        intervalOf(verdict),
        `${verdict.direction === 'below' ? '<' : '>'} ${formatFigure(verdict.limit, verdict.unit)} (${verdict.column})`,
        'samples' in verdict ? verdict.samples.toLocaleString('en-US') : '',
        html`<span class="v ${verdict.kind.replace(' ', '-')}">${verdict.kind}</span>`,
      ],
    })),
  );
}

/** The steps of a round as a small HTML page to attach: how long each took in the page, and where its time went. */
export function stepsTable(title: string, steps: RoundRecord['steps']): string {
  return tablePage(
    title,
    [
      { title: 'step' },
      { title: 'median', isNumber: true },
      { title: 'cold', isNumber: true },
      ...['warm visits', 'where the time went', 'requests'].map((name) => ({ title: name, wraps: true })),
    ],
    steps.map(({ step, medianMs, coldMs, visitsMs, parts, requests }) => ({
      cells: [
        step,
        `${formatMs(medianMs)} ms`,
        coldMs === undefined ? '' : formatMs(coldMs),
        visitsMs.map(formatMs).join(', '),
        parts === undefined ? '' : partsText(parts),
        requestsText(requests),
      ],
    })),
  );
}

function tablePage(title: string, columns: readonly Column[], rows: readonly TableRow[]): string {
  const page: Html = html`<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>${ready(STYLE)}</style>
${dataTable(title, columns, rows)}</html>
`;
  return page.html;
}

function intervalOf(verdict: Judgement): string {
  if (verdict.kind === 'not offered') return '';
  const { lower, upper } = verdict.interval;
  const end = (value: number | undefined) => (value === undefined ? '…' : formatFigure(value, verdict.unit));
  return `${end(lower)} to ${end(upper)}`;
}

/** The step's calls to the API one by one, and how many other files it loaded. */
function requestsText(requests: StepRecord['requests']): string {
  const calls = requests.filter(({ path }) => path.startsWith('/api/'));
  const others = requests.length - calls.length;
  const texts = calls.map(({ path, durationMs }) => `${path} ${formatMs(durationMs)} ms`);
  return [...texts, ...(others === 0 ? [] : [`${others} other ${others === 1 ? 'file' : 'files'}`])].join(
    ', ',
  );
}
