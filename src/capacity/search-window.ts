import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { PlannedSearch } from '../traffic/plan/planned-search.ts';
import type { JudgedWindow } from './next-step.ts';

/** What a window measured. */
export interface WindowFigures {
  /** Requests that ended. */
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Over successes and failures; left out without requests. */
  readonly p95Ms?: number;
  /** The same, each request less what the measurer itself may have added; left out where nobody watched, and by older versions. */
  readonly p95LeastMs?: number;
  readonly meanMs?: number;
  /** Share of the requests that failed; left out without requests. */
  readonly errorRate?: number;
  /** The limits that were broken for certain, in words; left out when none was. */
  readonly brokenBy?: readonly string[];
  /** What hung when it ended, in words, where that kept it from being held; left out when nothing did. */
  readonly hanging?: string;
  /** What kept the measurer from deciding it; left out when nothing did. */
  readonly generator?: string;
}

/** A window of the search with its figures. */
export interface SearchWindow extends JudgedWindow, WindowFigures {
  /**
   * By how many a second the requests without an answer grew in number, those that waited for a virtual user among them. Left out in
   * a search by users, and by versions that did not count what began.
   */
  readonly growthPerSecond?: number;
  /** Since the traffic began. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Judges the slices of a window. */
export type WindowJudge = (
  slices: readonly DecodedSlice[],
) => Pick<JudgedWindow, 'kind' | 'looksGood'> & WindowFigures;

/** `120 users`, `60 requests per second`. */
export function loadWords(level: number, unit: PlannedSearch['unit']): string {
  const figure = Number(level.toPrecision(4)).toLocaleString('en-US');
  return unit === 'users' ? `${figure} ${level === 1 ? 'user' : 'users'}` : `${figure} requests per second`;
}
