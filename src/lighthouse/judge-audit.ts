import type { DeviceName } from '../settings/table/run-rows.ts';
import type { AuditLimits, AuditRow } from '../verdict/thresholds/thresholds.ts';
import { type Judgement, limitOf, type Statistic } from '../verdict/verdict.ts';
import type { AuditFigures } from './audit-figures.ts';
import type { AuditRecord } from './audit-record.ts';
import { medianRun } from './choose-run.ts';

/** The statistic that each limit of a row is about. */
const STATISTICS: Readonly<Record<keyof AuditLimits, Statistic>> = {
  score: 'score',
  lcpMs: 'LCP',
  inpMs: 'INP',
  tbtMs: 'TBT',
  cls: 'CLS',
  transferredBytes: 'transferred',
};

/** The message has the figure and the bound before it. */
const HIDDEN = "without the browser's waits for a core it may be within the limit";

/** The outcome of all runs of one page. */
export interface AuditOutcome {
  /** Number of the run that stands for all, counted from 1. */
  readonly judged: number;
  readonly judgements: readonly Judgement[];
}

/** Chooses the median of the runs and compares it with the budgets of its page and device. */
export function judgeAudit(
  { page, mode, device, runs }: Pick<AuditRecord, 'page' | 'mode' | 'device' | 'runs'>,
  row: AuditRow,
): AuditOutcome {
  const judged = medianRun(runs, mode);
  return { judged: judged + 1, judgements: judgeRun({ page, device, runs, judged }, row) };
}

/** All runs of one page. */
export interface RunsToJudge {
  readonly page: string;
  readonly device: DeviceName;
  readonly runs: readonly AuditFigures[];
  /** Index of the run that stands for all. */
  readonly judged: number;
}

/**
 * Compares the judged run with the budgets of its page and device. Each verdict names the range of all runs, which
 * decides nothing: five runs allow no more than that.
 *
 * A browser that waits for a core only gets slower. So a limit that is held is held, and one on time, or on the score that is made of
 * times, is broken only if it still is without what these waits may have added. Layout shifts and bytes do not depend on time. Not
 * covered: the TBT of a navigation counts from the FCP on, so one that waits delayed may hide a long task (`TBTUtils.js` of Lantern).
 *
 * @throws Error when a run has no value for a limit
 */
export function judgeRun({ page, device, runs, judged }: RunsToJudge, row: AuditRow): Judgement[] {
  const { baseline, sla } = row[device];
  return [...judgeColumn('baseline', baseline), ...(sla === undefined ? [] : judgeColumn('sla', sla))];

  function judgeColumn(column: 'baseline' | 'sla', limits: AuditLimits): Judgement[] {
    return (Object.keys(STATISTICS) as (keyof AuditLimits)[]).flatMap((key): Judgement[] => {
      const limit = limits[key];
      if (limit === undefined) return [];
      const values = runs.flatMap((run) => run[key] ?? []);
      const figure = runs[judged]?.[key];
      if (figure === undefined || values.length < runs.length)
        throw new Error(`lighthouse ${page}: a run has no ${key}, which its row limits to ${limit}`);
      const least = leastOf(runs[judged], key);
      const held = limitOf({ kind: 'page', page }, STATISTICS[key], column, limit);
      const isGood = (value: number) => (held.direction === 'below' ? value < limit : value > limit);
      const found = {
        ...held,
        figure,
        ...(least !== undefined && { least }),
        samples: runs.length,
        samplesAre: 'runs',
        interval: { lower: Math.min(...values), upper: Math.max(...values) },
      } as const;
      if (isGood(figure)) return [{ kind: 'pass', ...found }];
      if (least === undefined || !isGood(least)) return [{ kind: 'fail', ...found }];
      return [{ kind: 'inconclusive', ...found, reason: HIDDEN, because: 'own delay' }];
    });
  }
}

/** Whether a limit is one on time, or on the score that is made of times: a machine without cores to spare may break it. */
export function isTimed({ statistic }: Pick<Judgement, 'statistic'>): boolean {
  return statistic !== 'CLS' && statistic !== 'transferred';
}

function leastOf(run: AuditFigures | undefined, key: keyof AuditLimits): number | undefined {
  return key === 'cls' || key === 'transferredBytes' ? undefined : run?.least?.[key];
}
