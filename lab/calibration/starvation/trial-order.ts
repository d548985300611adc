import type { MeasurerHealth } from '../../../src/measure/slice.ts';
import type { statedFigures } from '../comparison.ts';

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
      readonly figures: ReturnType<typeof statedFigures>;
      /** What is wrong with the numbers of requests, one line each. */
      readonly countFaults: readonly string[];
      readonly health: readonly MeasurerHealth[];
    };
