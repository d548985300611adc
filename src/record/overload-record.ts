import type { LoadKind, PlannedOverload } from '../traffic/plan/load-spans.ts';
import type { Inconclusive, Limit } from '../verdict/verdict.ts';

/** A level of the load, with what all requests at it came to without rounds. */
export interface LoadLevel {
  readonly kind: LoadKind;
  /** The least and the most load of the level, in the record's unit: the same on a plateau, not on a ramp. */
  readonly from: number;
  readonly to: number;
  /** How long the run was at this level. */
  readonly elapsedMs: number;
  /** How much of that the users had the target to themselves, without a visit or a burst of a round. */
  readonly aloneMs: number;
  /** In that time. */
  readonly requests: number;
  /** Over successes and failures; left out without requests. */
  readonly p95Ms?: number;
  /** The same, each request less what the measurer itself may have added; left out where nobody watched, and by older versions. */
  readonly p95LeastMs?: number;
  /** Share of the requests that failed, those next to visits included; left out without requests. */
  readonly errorRate?: number;
}

/** What became of a limit at one level. */
export interface LimitAtLevel {
  readonly kind: 'pass' | 'fail' | 'inconclusive';
  /** In the limit's unit; left out when the samples were too few to measure it. */
  readonly figure?: number;
  /** The figure is a lower bound. */
  readonly isAtLeast?: true;
  /** The figure without what the measurer itself may have added; left out where nobody watched, and by older versions. */
  readonly least?: number;
  /** What kept it from being decided, where it is not the number of samples. Left out by older versions. */
  readonly because?: NonNullable<Inconclusive['because']>;
}

/** A limit of normal load, and what became of it at each level. Under normal load it has a verdict; the rest is reported only. */
export interface LimitUnderOverload
  extends Pick<Limit, 'subject' | 'statistic' | 'column' | 'limit' | 'unit' | 'direction'> {
  /** In the order of the levels. */
  readonly levels: readonly LimitAtLevel[];
  /** Index of the lowest level at which it was broken for certain; left out when there was none. The recovery is none. */
  readonly brokeAt?: number;
  /** Index of the highest level below that, or of all if it never broke, at which it was held for certain. */
  readonly heldAt?: number;
}

/** What a run with overload was judged by, and which limits of normal load the overload broke. */
export interface OverloadRecord extends Pick<PlannedOverload, 'above' | 'unit'> {
  /** First normal load, then the levels of the overload by rising load, then the recovery. */
  readonly levels: readonly LoadLevel[];
  /** Limits of operations and sockets, of availability and the SLA's error rate; those that the target offers. */
  readonly limits: readonly LimitUnderOverload[];
}
