import type { DeviceName } from '../settings/table/run-rows.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { AuditFigures } from './audit-figures.ts';
import type { AuditedPage, AuditMode } from './audited-pages.ts';

/** The audit of one page: all runs, and which of them is judged. */
export interface AuditRecord {
  readonly page: AuditedPage;
  readonly mode: AuditMode;
  readonly device: DeviceName;
  readonly lighthouse: string;
  /** In the order in which they ran. */
  readonly runs: readonly AuditFigures[];
  /** Why nothing was judged. Only older versions wrote it: they judged nothing where the browser waited much for cores. */
  readonly invalid?: string;
  /** Number of the run that stands for all and is judged, counted from 1. */
  readonly judged: number;
  /** Path of that run's HTML report, within the run's folder. */
  readonly report: string;
}

/** An audit as its lane keeps it in the run's folder. The record of the run has all verdicts in one list. */
export interface JudgedAudit extends AuditRecord {
  readonly verdicts: readonly Verdict[];
}
