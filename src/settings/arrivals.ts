/** `even`: arrivals at equal distances; `poisson`: independent of each other, as those of many strangers are. */
export const ARRIVAL_PATTERNS = ['even', 'poisson'] as const;

export type ArrivalPattern = (typeof ARRIVAL_PATTERNS)[number];

/** What a person asks of the open model. */
export interface WantedArrivals {
  /** Arrivals per second at the peak of the stages. */
  readonly perSecond: number;
  readonly pattern: ArrivalPattern;
  /** Virtual users at most; undefined for ten times those that are there from the beginning. */
  readonly maxVus: number | undefined;
}
