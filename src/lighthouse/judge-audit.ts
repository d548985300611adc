import type { DeviceName } from '../settings/device-names.ts';
import type { AuditLimits, AuditRow } from '../verdict/thresholds/thresholds.ts';
import type { Limit, Verdict } from '../verdict/verdict.ts';
import type { AuditFigures } from './audit-figures.ts';

/** How each limit of a row is named and told. */
const MEASURES: Readonly<Record<keyof AuditLimits, Pick<Limit, 'statistic' | 'unit' | 'direction'>>> = {
  score: { statistic: 'score', unit: 'points', direction: 'above' },
  lcpMs: { statistic: 'LCP', unit: 'ms', direction: 'below' },
  inpMs: { statistic: 'INP', unit: 'ms', direction: 'below' },
  tbtMs: { statistic: 'TBT', unit: 'ms', direction: 'below' },
  cls: { statistic: 'CLS', unit: 'shift', direction: 'below' },
  transferredBytes: { statistic: 'transferred', unit: 'bytes', direction: 'below' },
};

/** The runs of one page. */
export interface AuditToJudge {
  readonly page: string;
  readonly device: DeviceName;
  readonly runs: readonly AuditFigures[];
  /** Index of the run that stands for all. */
  readonly judged: number;
}

/**
 * Holds the judged run against the budgets of its page and device. The spread of all runs is told beside the figure,
 * and decides nothing: of five runs that is all that can be said.
 *
 * @throws Error when the judged run has no value for a limit
 */
export function judgeAudit({ page, device, runs, judged }: AuditToJudge, row: AuditRow): Verdict[] {
  const { baseline, sla } = row[device];
  return [...judgeColumn('baseline', baseline), ...(sla === undefined ? [] : judgeColumn('sla', sla))];

  function judgeColumn(column: 'baseline' | 'sla', limits: AuditLimits): Verdict[] {
    return (Object.keys(MEASURES) as (keyof AuditLimits)[]).flatMap((key) => {
      const limit = limits[key];
      if (limit === undefined) return [];
      const values = runs.flatMap((run) => run[key] ?? []);
      const figure = runs[judged]?.[key];
      if (figure === undefined || values.length < runs.length)
        throw new Error(`lighthouse ${page}: found no ${key} in each run, and its row limits it to ${limit}`);
      const { direction } = MEASURES[key];
      const holds = direction === 'below' ? figure < limit : figure > limit;
      return {
        kind: holds ? 'pass' : 'fail',
        subject: `lighthouse ${page}`,
        ...MEASURES[key],
        column,
        limit,
        figure,
        samples: runs.length,
        samplesAre: 'runs',
        interval: { lower: Math.min(...values), upper: Math.max(...values) },
      };
    });
  }
}
