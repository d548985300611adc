import { formatFigure } from '../../base/format.ts';
import type { Column } from '../../base/text-table.ts';
import type { AuditFigures } from '../../lighthouse/audit-figures.ts';
import type { AuditRecord } from '../../lighthouse/audit-record.ts';
import { DASH } from './numbers.ts';

/**
 * The columns with what Lighthouse found on a page: the figures of the judged run, and the scores of all runs.
 * @param ms how a time is written, in ms
 */
export function auditColumns(ms: (value: number) => string): Column<AuditRecord>[] {
  const judged =
    (of: (figures: AuditFigures) => number | undefined, write: (value: number) => string) =>
    ({ runs, judged: number }: AuditRecord): string => {
      const figures = runs[number - 1];
      const value = figures === undefined ? undefined : of(figures);
      return value === undefined ? DASH : write(value);
    };
  return [
    ['score', judged(({ score }) => score, String), 'number'],
    ['scores', scores, 'number'],
    ['LCP', judged(({ lcpMs }) => lcpMs, ms), 'number'],
    ['INP', judged(({ inpMs }) => inpMs, ms), 'number'],
    ['TBT', judged(({ tbtMs }) => tbtMs, ms), 'number'],
    [
      'CLS',
      judged(
        ({ cls }) => cls,
        (cls) => formatFigure(cls, 'shift'),
      ),
      'number',
    ],
    [
      'transferred',
      judged(
        ({ transferredBytes }) => transferredBytes,
        (bytes) => formatFigure(bytes, 'bytes'),
      ),
      'number',
    ],
  ];
}

function scores({ runs }: AuditRecord): string {
  const values = runs.map(({ score }) => score);
  return `${Math.min(...values)} to ${Math.max(...values)}`;
}
