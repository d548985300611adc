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

/** The pages that Lighthouse audited: the figures of the judged run, and how far the runs were apart. */
export function auditsSection({ audits = [], verdicts }: RunRecord): Html | undefined {
  const [first] = audits;
  if (first === undefined) return undefined;
  return html`<section id="audits"><h2>Lighthouse</h2>
<p>Each page was audited several times by Lighthouse ${first.lighthouse}, as on a ${first.device}. One run stands for all: it is
the one that is judged, and the one whose report was kept. Times are in milliseconds.</p>
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
