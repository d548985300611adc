import type { FigureUnit } from '../base/format.ts';

/** Whether the figure has to stay below the limit (latency, errors) or above it (throughput, availability). */
export type LimitDirection = 'below' | 'above';

/**
 * Which column of the tables a limit comes from. Breaking the baseline fails the run, the SLA is reported beside it.
 * `ramp` is the scenario's limit held against its ramps, which are judged apart and fail nothing.
 */
export type LimitColumn = 'baseline' | 'sla' | 'scenario' | 'ramp' | 'journey';

export interface Limit {
  /** What is held against the limit: an operation's id, a scenario, or a journey's step. */
  readonly subject: string;
  /** `p95`, `p99`, `errorRate`, `availability`, `throughput`, `median`; of an audit `score`, `LCP`, `TBT` … */
  readonly statistic: string;
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

/** One limit and what became of it. */
export type Verdict = Passed | Failed | Inconclusive | NotOffered;

/**
 * Whether this verdict turns the run red. An SLA is reported beside the baseline and does not, unless asked to; the
 * ramps never do.
 */
export function breaksTheRun(verdict: Verdict, slaCounts = false): boolean {
  if (verdict.kind !== 'fail' || verdict.column === 'ramp') return false;
  return verdict.column !== 'sla' || slaCounts;
}
