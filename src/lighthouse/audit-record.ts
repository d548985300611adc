import type { DeviceName } from '../settings/device-names.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { AuditFigures } from './audit-figures.ts';
import type { AuditedPage, AuditMode } from './audited-pages.ts';

/** The audit of one page as it is kept in the run's folder: all runs, which of them is judged, and its verdicts. */
export interface AuditRecord {
  readonly page: AuditedPage;
  readonly mode: AuditMode;
  readonly device: DeviceName;
  readonly lighthouse: string;
  /** In their order. */
  readonly runs: readonly AuditFigures[];
  /** Why nothing is judged; left out when something is. */
  readonly invalid?: string;
  /** Number of the run that stands for all, counted from 1: the judged one, unless the audit is invalid. */
  readonly judged: number;
  /** The HTML report of that run, and of no other; path within the run's folder. */
  readonly report: string;
  readonly verdicts: readonly Verdict[];
}
