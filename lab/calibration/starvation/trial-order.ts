import type { MeasurerHealth } from '../../../src/measure/slice.ts';

/** What one trial is to do. */
export interface TrialOrder {
  readonly model: 'closed' | 'open';
  readonly seconds: number;
  /** Whether the measurer's own event loop is kept busy for 120 of every 200 ms. */
  readonly blocksLoop: boolean;
}

/** What a trial says: first when its measured time begins, then how it went. */
export type TrialAnswer =
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'done';
      /** Why the measurement is invalid, by the rules of a run; left out when it is valid. */
      readonly invalid?: string | undefined;
      /** What it said of the p95 beyond the target's own figure. */
      readonly p95OffMs: number;
      readonly health: readonly MeasurerHealth[];
    };
