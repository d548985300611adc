import type { MeasurerHealth } from '../../../src/measure/slice.ts';

/** What one trial has to do. */
export interface TrialOrder {
  readonly model: 'closed' | 'open';
  readonly seconds: number;
  /** Whether the trial blocks the measurer's event loop for 120 of every 200 ms. */
  readonly blocksLoop: boolean;
}

/** What a trial sends: first that its measurement begins, then the result. */
export type TrialAnswer =
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'done';
      /** Why the measurement is invalid by the rules of a run; left out when it is valid. */
      readonly invalid?: string | undefined;
      /** The measured p95 minus the target's own. */
      readonly p95OffMs: number;
      readonly health: readonly MeasurerHealth[];
    };
