/** The patterns that the suite looks for; docs/diagnosis.md describes each. */
export const PATTERN_KINDS = [
  'gradual latency increase',
  'sudden spikes',
  'increasing errors',
  'error burst',
  'steady errors',
  'plateau then drop',
  'knee',
  'slow recovery',
  'resource drift',
  'rate limit reached',
  'warm-up',
  'sessions not renewed',
  'unanswered requests',
  'sockets dropped',
  'short outage',
  'outage to the end',
] as const;

export type PatternKind = (typeof PATTERN_KINDS)[number];

/** A figure that a pattern stands on. */
export interface EvidenceFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** 95 % interval of the value, where one is known. */
  readonly lower?: number;
  readonly upper?: number;
}

/** Something that the run's figures show, with what it usually comes from. */
export interface Pattern {
  readonly kind: PatternKind;
  /** The operation, service or resource that shows it; left out for the target as a whole. */
  readonly subject?: string;
  /** One or two sentences: what was seen. */
  readonly evidence: readonly string[];
  readonly figures: readonly EvidenceFigure[];
  /** What such a pattern usually comes from, in a sentence. */
  readonly likelyCause: string;
  readonly confidence: 'low' | 'medium' | 'high';
  /** What to run or to look at next. */
  readonly nextCommand: string;
  /** When, in milliseconds since the traffic began. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** Something of the target over time, e.g. its memory. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  /** In the order of time; `atMs` is since the traffic began. */
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}
