import type { FigureUnit } from '../base/format.ts';
import type { Subject } from './subject.ts';

/** Whether the figure has to stay below the limit (latency, errors) or above it (throughput, availability). */
export type LimitDirection = 'below' | 'above';

/**
 * Which column of the tables a limit comes from. A broken baseline fails the run, a broken SLA is only reported unless the
 * run counts it. `ramp` is the scenario's limit for its ramps, which are judged separately and fail nothing.
 */
export type LimitColumn = 'baseline' | 'sla' | 'scenario' | 'ramp' | 'journey';

/** The figure that is held against a limit. The last six are figures of an audit. */
export type Statistic =
  | 'p95'
  | 'p99'
  | 'errorRate'
  | 'availability'
  | 'throughput'
  | 'median'
  | 'score'
  | 'LCP'
  | 'INP'
  | 'TBT'
  | 'CLS'
  | 'transferred';

const PERCENTILES: Readonly<Partial<Record<Statistic, number>>> = { p95: 95, p99: 99 };

/** The percentile that a statistic is, 0 to 100; undefined when it is none. */
export function percentileOf(statistic: Statistic): number | undefined {
  return PERCENTILES[statistic];
}

export interface Limit {
  readonly subject: Subject;
  readonly statistic: Statistic;
  readonly column: LimitColumn;
  readonly limit: number;
  readonly unit: FigureUnit;
  readonly direction: LimitDirection;
  /** The samples are runs of an audit, and the interval is the range of all of them. */
  readonly samplesAre?: 'runs';
}

interface Judged extends Limit {
  /** The figure itself, in the limit's unit. */
  readonly figure: number;
  readonly samples: number;
  /** 95 % confidence interval of the figure; an open end could not be bounded with so few samples. */
  readonly interval: { readonly lower?: number; readonly upper?: number };
}

/** A limit that was held: the whole interval is on the good side. */
export interface Passed extends Judged {
  readonly kind: 'pass';
}

/** A limit that was broken: the whole interval is on the bad side. */
export interface Failed extends Judged {
  readonly kind: 'fail';
  /** The samples are too few to measure the percentile itself: the figure is its lower bound, which is over the limit. */
  readonly isAtLeast?: true;
  /** One sentence that says why, where it is known: see slow-step-sentence.ts. */
  readonly explanation?: string;
}

/** The measurement is sound, but the samples are too few to tell. */
export interface Inconclusive extends Limit {
  readonly kind: 'inconclusive';
  readonly figure?: number;
  readonly samples: number;
  readonly interval: { readonly lower?: number; readonly upper?: number };
  /** What would settle it. */
  readonly reason: string;
}

/** The subject was not measured because the target does not offer it: never a pass. */
export interface NotOffered extends Limit {
  readonly kind: 'not offered';
  readonly reason: string;
}

/** One limit and what became of it, before it is known what that means for the run. */
export type Judgement = Passed | Failed | Inconclusive | NotOffered;

/** Whose measurement was judged. The traffic, a round and a burst may all judge the same operation. */
export type VerdictOwner =
  | { readonly kind: 'traffic' }
  /** One round of a journey, with the burst behind it. `number` counts from 1. */
  | { readonly kind: 'round'; readonly journey: string; readonly number: number }
  /** A burst of the `baseline` project. */
  | { readonly kind: 'burst'; readonly operation: string }
  | { readonly kind: 'audit'; readonly page: string };

/** A judgement with its owner. A record holds each verdict once, in one list. */
export type Verdict = Judgement & {
  readonly owner: VerdictOwner;
  /** Decided once, when it is judged: the ramps never fail a run, an SLA only if the run counts it. */
  readonly failsTheRun: boolean;
};

/**
 * Turns judgements into the verdicts of a run.
 *
 * @param slaCounts whether a broken SLA fails the run
 */
export function decideVerdicts(
  judgements: readonly Judgement[],
  owner: VerdictOwner,
  { slaCounts }: { readonly slaCounts: boolean },
): Verdict[] {
  return judgements.map((judgement) => ({
    ...judgement,
    owner,
    failsTheRun: judgement.kind === 'fail' && columnCounts(judgement.column, slaCounts),
  }));
}

function columnCounts(column: LimitColumn, slaCounts: boolean): boolean {
  return column !== 'ramp' && (column !== 'sla' || slaCounts);
}

/** The verdicts of one round, burst or audit. */
export function verdictsOf(
  verdicts: readonly Verdict[],
  owner: Exclude<VerdictOwner, { kind: 'traffic' }>,
): Verdict[] {
  return verdicts.filter(({ owner: own }) => {
    if (own.kind === 'round')
      return owner.kind === 'round' && own.journey === owner.journey && own.number === owner.number;
    if (own.kind === 'burst') return owner.kind === 'burst' && own.operation === owner.operation;
    return own.kind === 'audit' && owner.kind === 'audit' && own.page === owner.page;
  });
}
