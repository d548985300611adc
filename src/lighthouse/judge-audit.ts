import type { DeviceName } from '../settings/table/run-rows.ts';
import type { AuditLimits, AuditRow } from '../verdict/thresholds/thresholds.ts';
import { type Judgement, limitOf, type Statistic } from '../verdict/verdict.ts';
import type { AuditFigures } from './audit-figures.ts';
import type { AuditRecord } from './audit-record.ts';
import { medianRun, soundRuns } from './choose-run.ts';

/** The statistic that each limit of a row is about. */
const STATISTICS: Readonly<Record<keyof AuditLimits, Statistic>> = {
  score: 'score',
  lcpMs: 'LCP',
  inpMs: 'INP',
  tbtMs: 'TBT',
  cls: 'CLS',
  transferredBytes: 'transferred',
};

/**
 * The outcome of all runs of one page. `judged` is the number of the run that stands for all, counted from 1 over all
 * runs. An invalid audit has one as well, so that its figures can be looked at.
 */
export type AuditOutcome =
  | {
      readonly kind: 'judged';
      readonly judged: number;
      readonly judgements: readonly Judgement[];
    }
  | { readonly kind: 'invalid'; readonly judged: number; readonly reason: string };

/** Chooses the median of the sound runs and compares it with the budgets of its page and device. */
export function judgeAudit(
  { page, mode, device, runs }: Pick<AuditRecord, 'page' | 'mode' | 'device' | 'runs'>,
  row: AuditRow,
): AuditOutcome {
  const sound = soundRuns(page, runs);
  if (sound.kind === 'invalid') return { ...sound, judged: medianRun(runs, mode) + 1 };
  const kept = runs.filter((_, index) => sound.numbers.includes(index + 1));
  const index = medianRun(kept, mode);
  const judged = sound.numbers[index];
  if (judged === undefined) throw new Error(`lighthouse ${page}: the judged run is none of the sound ones`);
  return { kind: 'judged', judged, judgements: judgeRun({ page, device, runs: kept, judged: index }, row) };
}

/** The sound runs of one page. */
export interface RunToJudge {
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
 * @throws Error when a run has no value for a limit
 */
export function judgeRun({ page, device, runs, judged }: RunToJudge, row: AuditRow): Judgement[] {
  const { baseline, sla } = row[device];
  return [...judgeColumn('baseline', baseline), ...(sla === undefined ? [] : judgeColumn('sla', sla))];

  function judgeColumn(column: 'baseline' | 'sla', limits: AuditLimits): Judgement[] {
    return (Object.keys(STATISTICS) as (keyof AuditLimits)[]).flatMap((key) => {
      const limit = limits[key];
      if (limit === undefined) return [];
      const values = runs.flatMap((run) => run[key] ?? []);
      const figure = runs[judged]?.[key];
      if (figure === undefined || values.length < runs.length)
        throw new Error(`lighthouse ${page}: a run has no ${key}, which its row limits to ${limit}`);
      const held = limitOf({ kind: 'page', page }, STATISTICS[key], column, limit);
      const holds = held.direction === 'below' ? figure < limit : figure > limit;
      return {
        kind: holds ? 'pass' : 'fail',
        ...held,
        figure,
        samples: runs.length,
        samplesAre: 'runs',
        interval: { lower: Math.min(...values), upper: Math.max(...values) },
      };
    });
  }
}
