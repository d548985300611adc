import { formatFigure } from '../../base/format.ts';
import type { Column } from '../../base/text-table.ts';
import type { AuditFigures } from '../../lighthouse/audit-figures.ts';
import type { AuditRecord } from '../../lighthouse/audit-record.ts';
import { ownNote } from '../../measure/validity.ts';
import { DASH } from './numbers.ts';

/**
 * The columns with what Lighthouse found on a page: the figures of the judged run, those on time with how much of them may be
 * waits of the browser for a core, and the scores of all runs.
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
  const timed = (key: 'lcpMs' | 'inpMs' | 'tbtMs') => (audit: AuditRecord) => {
    const figures = audit.runs[audit.judged - 1];
    return `${judged((run) => run[key], ms)(audit)}${ownNote(figures?.[key], figures?.least?.[key], 'ms')}`;
  };
  return [
    ['score', judged(({ score }) => score, String), 'number'],
    ['scores', scores, 'number'],
    ['LCP', timed('lcpMs'), 'number'],
    ['INP', timed('inpMs'), 'number'],
    ['TBT', timed('tbtMs'), 'number'],
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
