import type { PackedLog } from './truth-log.ts';

/**
 * What the target does, as known beforehand. Every one is a truth that a load tool has to find:
 * - `constant`: each answer after the same delay
 * - `two humps`: most answers after `delayMs`, every tenth after `slowMs`
 * - `errors`: every tenth answer is a 500 at once
 * - `slow body`: the head at once, the last byte after the delay
 * - `pause`: constant, but the whole process stands still now and then, as in a long garbage collection
 * - `stall`: around `delayMs`, but now and then all answers are held back, as behind a lock; requests are read
 *   meanwhile
 */
export type Behaviour =
  | { readonly kind: 'constant' | 'errors' | 'slow body'; readonly delayMs: number }
  | { readonly kind: 'two humps'; readonly delayMs: number; readonly slowMs: number }
  | {
      readonly kind: 'pause' | 'stall';
      readonly delayMs: number;
      /** When it happens for the first time after the log was begun. */
      readonly firstMs: number;
      /** From then on, from beginning to beginning. */
      readonly everyMs: number;
      readonly lengthMs: number;
    };

/** A stretch of time in which the target served nobody, on the clock of `process.hrtime`, in milliseconds. */
export interface Blackout {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One request as the target saw it, on the same clock. */
export interface TruthEntry {
  /** Number in the request's `traceparent`; 0 without one. */
  readonly number: number;
  readonly receivedMs: number;
  /** When the last byte had been handed to the operating system. */
  readonly endedMs: number;
  readonly ok: boolean;
}

/** Everything that the target knows of one measurement. */
export interface TruthLog {
  readonly entries: readonly TruthEntry[];
  readonly blackouts: readonly Blackout[];
}

/** What the calibration tells the target, and what it answers. */
export type TargetOrder = { readonly kind: 'begin' } | { readonly kind: 'report' };
export type TargetAnswer =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'begun' }
  | { readonly kind: 'log'; readonly log: PackedLog };

/** Milliseconds on the monotonic clock that all processes of a machine share. */
export function hrtimeMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
