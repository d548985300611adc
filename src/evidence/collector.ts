import type { EvidenceFindings, EvidenceKind, EvidenceSource, EvidenceUnit } from './evidence-record.ts';

/** One value of a source at one moment; values of the same name become a series. */
export interface Sample {
  readonly name: string;
  readonly kind?: EvidenceKind;
  /** Which pod it is of; left out for what is not of a pod. */
  readonly pod?: string;
  readonly unit: EvidenceUnit;
  readonly value: number;
}

/** A series that the source itself has kept. */
export interface FoundSeries {
  readonly name: string;
  readonly unit: EvidenceUnit;
  readonly points: readonly { readonly atEpochMs: number; readonly value: number }[];
}

/** What a source said, with the series that it has kept. */
export interface Found extends EvidenceFindings {
  readonly series?: readonly FoundSeries[];
}

/**
 * Asks one source. It only reads. Whatever it throws becomes a line of the report, and whoever calls it waits for a limited
 * time only, so it needs no time limits where nothing is left behind.
 */
export interface Collector {
  readonly source: EvidenceSource;
  /** Where the source is, without user and password. */
  readonly place: string;
  /** 5 s when left out. */
  readonly sampledEveryMs?: number;
  /**
   * Takes what was there before the traffic.
   *
   * @param ending aborts when nobody waits any more, also before there is a watch: programs that were started end then, and connections
   */
  start(ending?: AbortSignal): Promise<Watch>;
}

/** A source that answered. */
export interface Watch {
  /** Called at once, and then every few seconds during the run, never twice at the same time. */
  sample?(): Promise<readonly Sample[]>;
  /** Takes what is there when the traffic has ended and before the clean-up: as little as possible, as the run waits. */
  end(): Promise<void>;
  /**
   * Everything that can be asked or computed after that, while the run cleans up.
   * @param early takes what is known before the rest: it is kept when the rest takes too long
   */
  find(early?: (found: Found) => void): Promise<Found>;
  /** Ends connections at once. */
  close(): void;
}
