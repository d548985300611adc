/** Whom a run asks about the target's side. */
export type EvidenceSource = 'postgres' | 'redis' | 'gateway' | 'prometheus' | 'kubernetes' | 'pprof';

/** `memory`: bytes that are shown in MB. `cores`: of processors. */
export type EvidenceUnit = 'count' | 'share' | 'ms' | 'memory' | 'cores' | 'per second';

/** The connections of a database, by what they do. */
export const CONNECTION_KINDS = [
  'connections',
  'active connections',
  'waiting connections',
  'locked connections',
  'connections idle in a transaction',
] as const;

/**
 * What a figure or a series is, for whoever decides by it: names are for people, and may be reworded. What nobody decides by has
 * none. Old records have none either; `src/record/upgrade-evidence.ts` knows how their figures were called.
 */
export type EvidenceKind =
  | (typeof CONNECTION_KINDS)[number]
  | 'cache hits'
  | 'evicted keys'
  | 'queries without a connection'
  | 'requests over a rate limit'
  | 'processor of a pod'
  | 'memory of a pod';

/** One figure of a source: of the run alone, or where `before` is there as it was at the run's end. */
export interface EvidenceFigure {
  /** What it is, in words that follow the name of the source: `cache hits`. */
  readonly name: string;
  readonly kind?: EvidenceKind;
  readonly unit: EvidenceUnit;
  readonly value: number;
  /** The same before the run. */
  readonly before?: number;
}

/** A value that was sampled during the run. */
export interface EvidenceSeries {
  readonly source: EvidenceSource;
  /** Unique within the record, e.g. `gateway: memory`. */
  readonly name: string;
  readonly kind?: EvidenceKind;
  /** Which pod it is of, as {@link PodEvidence} names it; left out for what is not of a pod. */
  readonly pod?: string;
  readonly unit: EvidenceUnit;
  /** `atMs` counts from the beginning of the traffic, below 0 before it; in a run without traffic from the first sample. */
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}

/** A statement of the database, and what it did during the run. */
export interface StatementEvidence {
  /** With placeholders instead of values, as pg_stat_statements keeps it, on one line. */
  readonly text: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly meanMs: number;
  readonly rows: number;
  /** Blocks of 8 kB that were not in the database's cache. */
  readonly blocksRead: number;
}

/** How the database would run the slowest statement, whatever its values are. */
export interface PlanEvidence {
  /** The statement's text, as in its {@link StatementEvidence}. */
  readonly statement: string;
  /** Lines of EXPLAIN. */
  readonly lines: readonly string[];
  /** Tables that it reads from one end to the other. */
  readonly sequentialScans: readonly string[];
}

/** A table of the database. */
export interface TableEvidence {
  readonly table: string;
  /** How often the run read it from one end to the other, and how many rows it read by that. */
  readonly sequentialScans: number;
  readonly rowsScanned: number;
  /** At the run's end: rows, and dead rows that a vacuum has to remove. */
  readonly liveRows: number;
  readonly deadRows: number;
}

/** What the gateway itself says of the requests to a route during the run. */
export interface RouteEvidence {
  readonly method: string;
  /** As the gateway labels it, e.g. `/api/v1/deals/:id`. */
  readonly path: string;
  readonly count: number;
  readonly meanMs: number;
  /** From its histogram: the bounds between which the p95 lies. None without buckets; no upper one where the last bucket has it. */
  readonly p95FromMs?: number;
  readonly p95ToMs?: number;
}

/** A pod at the run's end. Processor and memory are the highest that were sampled. */
export interface PodEvidence {
  readonly pod: string;
  readonly restarts: number;
  readonly restartsBefore: number;
  readonly cores?: number;
  readonly coresRequested?: number;
  readonly coresLimit?: number;
  readonly memoryBytes?: number;
  readonly memoryRequestedBytes?: number;
  readonly memoryLimitBytes?: number;
}

/** What a source said. A list without entries is left out. */
export interface EvidenceFindings {
  readonly figures?: readonly EvidenceFigure[];
  /** Slowest first, by the time that they took together. */
  readonly statements?: readonly StatementEvidence[];
  readonly plan?: PlanEvidence;
  readonly tables?: readonly TableEvidence[];
  readonly routes?: readonly RouteEvidence[];
  readonly pods?: readonly PodEvidence[];
  /** Last error lines of pods, entries of the slow log: texts without secrets. */
  readonly lines?: readonly string[];
  /** Files of the run's folder. */
  readonly files?: readonly string[];
  /** What could not be had, a line each. */
  readonly problems?: readonly string[];
}

/** A source that the run asked, whether it answered or not. */
export interface SourceRecord extends EvidenceFindings {
  readonly source: EvidenceSource;
  /** Where it is, without user and password. */
  readonly place: string;
}

/** What the target's side says of a run. */
export interface EvidenceRecord {
  readonly sources: readonly SourceRecord[];
  readonly series: readonly EvidenceSeries[];
}
