import { formatFigure } from '../base/format.ts';
import { textTable } from '../base/text-table.ts';
import type { AuditFigures } from '../lighthouse/audit-figures.ts';
import type { AuditRecord } from '../lighthouse/audit-record.ts';

/** The audits as a table: figures of the judged run, the spread of the score, and where its report is. */
export function auditLines(audits: readonly AuditRecord[]): string {
  const ms = (value: number | undefined) => (value === undefined ? '-' : formatFigure(value, 'ms'));
  const rows = audits.map(({ page, runs, judged, report, invalid }) => {
    const figures = runs[judged - 1];
    return [
      page,
      figures === undefined ? '-' : String(figures.score),
      spread(runs, 'score'),
      ms(figures?.lcpMs),
      ms(figures?.inpMs),
      ms(figures?.tbtMs),
      figures === undefined ? '-' : formatFigure(figures.cls, 'shift'),
      figures === undefined ? '-' : formatFigure(figures.transferredBytes, 'bytes'),
      `${judged} of ${runs.length}${invalid === undefined ? '' : ', invalid'}`,
      report,
    ];
  });
  const head = ['page', 'score', 'scores', 'LCP', 'INP', 'TBT', 'CLS', 'transferred', 'judged run', 'report'];
  const device = audits[0]?.device ?? 'desk';
  return `Lighthouse, as on a ${device}: the judged run of each page\n${textTable(head, rows)}`;
}

function spread(runs: readonly AuditFigures[], key: 'score'): string {
  const values = runs.map((run) => run[key]);
  return `${Math.min(...values)} to ${Math.max(...values)}`;
}
