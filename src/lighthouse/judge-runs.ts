import type { AuditRow } from '../verdict/thresholds/thresholds.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { AuditRecord } from './audit-record.ts';
import { judgeAudit } from './judge-audit.ts';
import { judgedRun } from './judged-run.ts';
import { soundRuns } from './sound-runs.ts';

/**
 * What became of the runs of one page; `judged` is the number of the run that stands for all, counted from 1 over all of
 * them. An invalid audit has one too, for its figures to be looked at.
 */
export type AuditOutcome =
  | {
      readonly kind: 'judged';
      readonly judged: number;
      readonly verdicts: readonly Verdict[];
    }
  | { readonly kind: 'invalid'; readonly judged: number; readonly reason: string };

/** Chooses the median of the sound runs and holds it against the page's budgets, with the spread of the sound runs. */
export function judgeRuns(
  { page, mode, device, runs }: Pick<AuditRecord, 'page' | 'mode' | 'device' | 'runs'>,
  row: AuditRow,
): AuditOutcome {
  const sound = soundRuns(page, runs);
  if (sound.kind === 'invalid') return { ...sound, judged: judgedRun(runs, mode) + 1 };
  const kept = runs.filter((_, index) => sound.numbers.includes(index + 1));
  const index = judgedRun(kept, mode);
  const judged = sound.numbers[index];
  if (judged === undefined) throw new Error(`lighthouse ${page}: the judged run is none of the sound ones`);
  return { kind: 'judged', judged, verdicts: judgeAudit({ page, device, runs: kept, judged: index }, row) };
}
