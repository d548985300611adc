import type { RunOutcome } from '../record/run-record.ts';

/** What is compared: an operation in the traffic, all its requests together, a burst of the baseline, or a journey's step. */
export type ComparedKind = 'operation' | 'traffic' | 'burst' | 'step';

/** `typical` is the geometric mean of a step's visits; the others are percentiles. */
export type ComparedStatistic = 'p50' | 'p95' | 'p99' | 'typical';

export type ComparedVerdict = 'improved' | 'regressed' | 'not distinguishable';

/** A change as a share of the base: 0.1 is 10 % slower. Without ends: it could not be bounded with so few samples. */
export type ChangeInterval =
  | { readonly lower: number; readonly upper: number }
  | { readonly lower?: never; readonly upper?: never };

/** One figure in both runs. */
export interface ComparedFigure {
  readonly kind: ComparedKind;
  /** Id of the operation, `journey: step`, or `all successful requests`. */
  readonly subject: string;
  readonly statistic: ComparedStatistic;
  readonly baseMs: number;
  readonly otherMs: number;
  readonly baseSamples: number;
  readonly otherSamples: number;
}

/** What is said about one figure. */
export interface ComparisonRow extends ComparedFigure {
  /** To be shown next to its interval only. */
  readonly change: number;
  /** All intervals of a comparison hold together with its confidence. */
  readonly interval: ChangeInterval;
  readonly verdict: ComparedVerdict;
  /** Why the verdict is not what the interval alone would say, or why there is no interval. */
  readonly reason?: string;
  /** The smallest slowdown that this pair of runs would have shown nine times in ten; left out when none could be. */
  readonly smallestVisible?: number;
}

/** How all operations, or all steps, moved together: the target or the machine, which one pair of runs cannot tell apart. */
export interface CommonMovement {
  readonly change: number;
  readonly interval: Required<ChangeInterval>;
  readonly verdict: ComparedVerdict;
  /** How many operations or steps it is the median of. */
  readonly operations: number;
}

/** A script that takes more of a step than it did. Times are medians over the rounds, of their median visits. */
export interface SlowerScript {
  /** `journey: step`. */
  readonly subject: string;
  /** Function and file, as the slower run names them. */
  readonly script: string;
  /** 0 where it did not block the step for long enough to be reported. */
  readonly baseMs: number;
  readonly otherMs: number;
  readonly rounds: number;
}

/** What the scripts say of steps that became slower. */
export interface ScriptsOfSlowerSteps {
  /** For each step the script that grew most first. */
  readonly slower: readonly SlowerScript[];
  /** Steps of which a run has no scripts: an older version, a browser that reports none, or a step that two pages share. */
  readonly unknown: readonly string[];
}

/** What a run came to, and the limits that failed it, e.g. `auth.login p95`. */
export interface ComparedOutcome {
  readonly outcome: RunOutcome;
  readonly broken: readonly string[];
}

/** Two runs side by side. `change` is from the base to the other. */
export type Comparison =
  | {
      readonly kind: 'refused';
      readonly baseRunId: string;
      readonly otherRunId: string;
      /** Why these two runs must not be compared, one line each. */
      readonly reasons: readonly string[];
    }
  | {
      readonly kind: 'compared';
      readonly baseRunId: string;
      readonly otherRunId: string;
      /** Probability that all intervals hold at once. */
      readonly confidence: number;
      /** What each run came to. A verdict can change without a measurable difference: each run is judged alone. */
      readonly outcomes?: { readonly base: ComparedOutcome; readonly other: ComparedOutcome };
      /** What a reader has to know before believing it, one line each. */
      readonly caveats: readonly string[];
      readonly rows: readonly ComparisonRow[];
      /** Left out when there are too few operations to tell. */
      readonly together?: CommonMovement;
      /** The same of the steps of journeys. */
      readonly stepsTogether?: CommonMovement;
      /** Which scripts made steps slower; left out when no step became slower. */
      readonly scripts?: ScriptsOfSlowerSteps;
    };

export type MadeComparison = Extract<Comparison, { kind: 'compared' }>;
