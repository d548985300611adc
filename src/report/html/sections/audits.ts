import { formatFigure } from '../../../base/format.ts';
import type { AuditFigures } from '../../../lighthouse/audit-figures.ts';
import type { AuditRecord } from '../../../lighthouse/audit-record.ts';
import type { RunRecord } from '../../../record/run-record.ts';
import { type Verdict, verdictsOf } from '../../../verdict/verdict.ts';
import { gravest } from '../../../view/judged-limits.ts';
import { type Html, html } from '../../drawing/markup.ts';
import { dataTable, type TableRow } from '../../drawing/table.ts';
import { msOrDash } from '../../words/numbers.ts';
import { verdictMark } from './latency-rows.ts';

const COLUMNS = [
  { title: 'page' },
  { title: 'verdict' },
  ...['score', 'scores', 'LCP', 'INP', 'TBT', 'CLS', 'transferred', 'judged run'].map((title) => ({
    title,
    isNumber: true,
  })),
  { title: 'report in the run folder' },
];

/** The pages that Lighthouse audited: the figures of the judged run, and the range of all runs. */
export function auditsSection({ audits = [], verdicts }: RunRecord): Html | undefined {
  const [first] = audits;
  if (first === undefined) return undefined;
  return html`<section id="audits"><h2>Lighthouse</h2>
<p>Lighthouse ${first.lighthouse} audited each page several times, as on a ${first.device}. The run in the middle is judged,
and its report is kept. Times are in milliseconds.</p>
${dataTable(
  'Audited pages',
  COLUMNS,
  audits.map((audit) => auditRow(audit, verdictsOf(verdicts, { kind: 'audit', ...audit }))),
)}
</section>`;
}

function auditRow({ page, runs, judged, report }: AuditRecord, verdicts: readonly Verdict[]): TableRow {
  const figures = runs[judged - 1];
  const worst = gravest(verdicts);
  return {
    cells: [
      page,
      worst === undefined ? 'no limit' : verdictMark(worst.kind),
      ...figureCells(figures, runs),
      `${judged} of ${runs.length}`,
      report,
    ],
    ...(worst?.kind === 'fail' && { className: 'broken' }),
  };
}

function figureCells(figures: AuditFigures | undefined, runs: readonly AuditFigures[]): string[] {
  if (figures === undefined) return ['–', '–', '–', '–', '–', '–', '–'];
  const scores = runs.map(({ score }) => score);
  return [
    String(figures.score),
    `${Math.min(...scores)} to ${Math.max(...scores)}`,
    msOrDash(figures.lcpMs),
    msOrDash(figures.inpMs),
    msOrDash(figures.tbtMs),
    formatFigure(figures.cls, 'shift'),
    formatFigure(figures.transferredBytes, 'bytes'),
  ];
}
