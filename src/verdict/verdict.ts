import type { FigureUnit } from '../base/format.ts';
import { hiddenWords } from './hidden-words.ts';
import type { Subject } from './subject.ts';

/** Whether the figure has to stay below the limit (latency, errors) or above it (throughput, availability). */
export type LimitDirection = 'below' | 'above';

/**
 * Which column of the tables a limit comes from. A broken baseline fails the run, a broken SLA is only reported unless the
 * run counts it. `ramp` is the scenario's limit for its ramps, which are judged separately and fail nothing.
 */
export type LimitColumn = 'baseline' | 'sla' | 'scenario' | 'ramp' | 'journey';

/** What each figure is counted in, and on which side of its limit it has to stay. The last six are figures of an audit. */
const MEASURES = {
  p95: { unit: 'ms', direction: 'below' },
  p99: { unit: 'ms', direction: 'below' },
  errorRate: { unit: 'share', direction: 'below' },
  availability: { unit: 'share', direction: 'above' },
  throughput: { unit: 'per second', direction: 'above' },
  /** In a search; with RATE it is requests per second. */
  capacity: { unit: 'users', direction: 'above' },
  median: { unit: 'ms', direction: 'below' },
  score: { unit: 'points', direction: 'above' },
  LCP: { unit: 'ms', direction: 'below' },
  INP: { unit: 'ms', direction: 'below' },
  TBT: { unit: 'ms', direction: 'below' },
  CLS: { unit: 'shift', direction: 'below' },
  transferred: { unit: 'bytes', direction: 'below' },
} as const satisfies Record<string, Pick<Limit, 'unit' | 'direction'>>;

/** The figure that is held against a limit. */
export type Statistic = keyof typeof MEASURES;

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

/** The limit of a statistic; its unit and direction follow from that. */
export function limitOf(subject: Subject, statistic: Statistic, column: LimitColumn, limit: number): Limit {
  return { subject, statistic, column, limit, ...MEASURES[statistic] };
}

/**
 * A figure, and how well it is known.
 *
 * Two things make it uncertain. The samples are few: hence a confidence interval. And each sample may contain a delay of
 * the measurer, at most as long as it noted: `least` is the figure without it. The interval holds both uncertainties.
 */
export interface Estimate {
  /** The figure itself, in the limit's unit; left out when the samples are too few to measure it. */
  readonly figure?: number | undefined;
  /**
   * The figure with everything taken off that may be the measurer's own doing, in the same unit; for a limit that has to
   * be exceeded, with everything added that it may have cost. Left out where nobody watched.
   */
  readonly least?: number | undefined;
  readonly samples: number;
  /**
   * 95 % confidence interval of the true figure: from the lower end of the interval of `least` to the upper end of that of
   * `figure`. An open end could not be bounded with so few samples.
   */
  readonly interval: { readonly lower?: number; readonly upper?: number };
}

interface Judged extends Limit, Estimate {
  readonly figure: number;
}

/** A limit that was held: the whole interval is on the good side. */
export interface Passed extends Judged {
  readonly kind: 'pass';
}

/** A limit that was broken: the whole interval is on the bad side. */
export interface Failed extends Judged {
  readonly kind: 'fail';
  /**
   * The figure is a lower bound of the percentile, which is over the limit: the samples are too few to measure it, or it
   * is the wait of a request that never ended.
   */
  readonly isAtLeast?: true;
  /** Tells the time that the samples must have lost at least, added up, if the limit would be held without that. No record has it. */
  readonly overMs?: () => number;
  /** One sentence that says why, where it is known: see slow-step-sentence.ts. */
  readonly explanation?: string;
}

/** Neither held nor broken: the samples are too few to tell, or something else kept it from being decided. */
export interface Inconclusive extends Limit, Estimate {
  readonly kind: 'inconclusive';
  /** What would settle it. */
  readonly reason: string;
  /**
   * What kept it from being decided, where it is not the number of samples. `own delay`: what was measured breaks (a burst:
   * holds) the limit, and without the measurer's own delay it may not. `load`: it would be held, but under less load than planned.
   * `refusals`: a rate limiter refused what would have decided it. `invalid`: nothing that was measured can be trusted.
   * `crowded`: it is broken, but others took the cores from the embedded target (see crowded.ts).
   */
  readonly because?: 'own delay' | 'load' | 'refusals' | 'invalid' | 'crowded';
}

/** The subject was not measured because the target does not offer it: never a pass. */
export interface NotOffered extends Limit {
  readonly kind: 'not offered';
  readonly reason: string;
}

/** One limit and what became of it, before it is known what that means for the run. */
export type Judgement = Passed | Failed | Inconclusive | NotOffered;

/**
 * Judges a figure by a limit, which is exclusive (`< 500ms`): a pass if the whole interval is on the good side of it, a
 * fail if the whole interval is not, and inconclusive in between or without an interval. Few samples can show that a
 * percentile is over its limit without measuring it; the verdict's figure is then the end of the interval.
 *
 * @param whatIsMissing the reason of an inconclusive verdict
 * @param alone the interval of what was measured, without regard to the measurer's own delay
 */
export function judgeEstimate(
  limit: Limit,
  estimate: Estimate,
  whatIsMissing: string,
  alone: Estimate['interval'] = estimate.interval,
): Judgement {
  const { figure, least, samples, interval } = estimate;
  if (samples === 0)
    return { kind: 'inconclusive', ...limit, samples, interval: {}, reason: 'nothing was measured' };
  const isBelow = limit.direction === 'below';
  const isGood = (value: number) => (isBelow ? value < limit.limit : value > limit.limit);
  const [best, worst] = isBelow ? [interval.lower, interval.upper] : [interval.upper, interval.lower];
  const bestAlone = isBelow ? alone.lower : alone.upper;
  const judged = { ...limit, ...(least !== undefined && { least }), samples, interval };
  if (best !== undefined && !isGood(best))
    return {
      kind: 'fail',
      ...judged,
      ...(figure === undefined ? { figure: best, isAtLeast: true } : { figure }),
    };
  if (figure !== undefined && worst !== undefined && isGood(worst))
    return { kind: 'pass', ...judged, figure };
  const open = { kind: 'inconclusive', ...judged, ...(figure !== undefined && { figure }) } as const;
  if (bestAlone === undefined || isGood(bestAlone)) return { ...open, reason: whatIsMissing };
  return { ...open, reason: hiddenWords(limit, bestAlone, best), because: 'own delay' };
}

/** Passes become inconclusive where the load was less than planned: a target that is spared is quick. */
export function voidPass(judgement: Judgement, reason: string | undefined): Judgement {
  if (judgement.kind !== 'pass' || reason === undefined) return judgement;
  return { ...judgement, kind: 'inconclusive', reason, because: 'load' };
}

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
  /** Decided once, when it is judged; see {@link failsTheRun}. */
  readonly failsTheRun: boolean;
  /** The measurer's own delay, or a crowded machine, kept it from being decided; broken it would fail the run. */
  readonly isHidden?: true;
  /** Why a limit is broken, the nearest cause first. Left out by older versions. */
  readonly causes?: readonly string[];
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
    failsTheRun: failsTheRun(judgement, slaCounts),
    ...(isHidden(judgement, slaCounts) && { isHidden: true }),
  }));
}

/** Whether a limit is broken that fails its run. */
export function failsTheRun(judgement: Pick<Judgement, 'kind' | 'column'>, slaCounts: boolean): boolean {
  return judgement.kind === 'fail' && countsForTheRun(judgement, slaCounts);
}

/** Whether a limit fails its run when it is broken: that of a ramp never does, an SLA only if the run counts it. */
export function countsForTheRun({ column }: Pick<Limit, 'column'>, slaCounts: boolean): boolean {
  return column !== 'ramp' && (column !== 'sla' || slaCounts);
}

function isHidden(judgement: Judgement, slaCounts: boolean): boolean {
  if (judgement.kind !== 'inconclusive') return false;
  const isOurs = judgement.because === 'own delay' || judgement.because === 'crowded';
  return isOurs && countsForTheRun(judgement, slaCounts);
}

/** The verdicts as they are, unless the measurement cannot be trusted (`invalid` says why): then they judge nothing. */
export function judgedUnless(invalid: string | undefined, verdicts: readonly Verdict[]): readonly Verdict[] {
  return invalid === undefined ? verdicts : verdicts.map(unjudged);
}

function unjudged(verdict: Verdict): Verdict {
  if (verdict.kind === 'not offered') return verdict;
  const { isHidden: _, causes: __, ...same } = { explanation: undefined, isAtLeast: undefined, ...verdict };
  const { explanation: _explanation, isAtLeast: _isAtLeast, ...figures } = same;
  return {
    ...figures,
    kind: 'inconclusive',
    failsTheRun: false,
    because: 'invalid',
    reason: 'not judged, since the measurement is invalid',
  };
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
