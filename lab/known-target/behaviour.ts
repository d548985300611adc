import type { RequestEntry } from '../shared/request-log.ts';

/**
 * How the target behaves. Each kind is a truth, known beforehand, that a load tool has to find:
 * - `constant`: every reply after the same delay
 * - `two humps`: most replies after `delayMs`, every tenth after `slowMs`
 * - `errors`: every tenth reply is an immediate 500
 * - `slow body`: the head at once, the last byte after the delay
 * - `pause`: constant, but the whole process stands still now and then, as in a long garbage collection
 * - `stall`: around `delayMs`, but now and then the target holds back all replies, as behind a lock; it still reads
 *   requests during that time
 */
export type Behaviour =
  | { readonly kind: 'constant' | 'errors' | 'slow body'; readonly delayMs: number }
  | { readonly kind: 'two humps'; readonly delayMs: number; readonly slowMs: number }
  | {
      readonly kind: 'pause' | 'stall';
      readonly delayMs: number;
      /** When it happens first, counted from the start of the log. */
      readonly firstMs: number;
      /** From the start of one to the start of the next. */
      readonly everyMs: number;
      readonly lengthMs: number;
    };

/** A period in which the target served nobody, on the clock of `hrtimeMs`. */
export interface Blackout {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Everything that the target knows about one measurement. */
export interface TruthLog {
  readonly entries: readonly RequestEntry[];
  readonly blackouts: readonly Blackout[];
}

/** What a measurer asks of the target's process, and what the process answers. */
export type TargetOrder = { readonly kind: 'begin' } | { readonly kind: 'report' };
export type TargetAnswer =
  | { readonly kind: 'begun' }
  /** The requests as `RequestLog` packs them. */
  | { readonly kind: 'log'; readonly requests: Float64Array; readonly blackouts: readonly Blackout[] };
