import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { Outage } from '../measure/outages.ts';
import type { StateRow } from '../verdict/thresholds/thresholds.ts';
import type { Series } from './pattern.ts';
import { type Moment, timelineOf } from './timeline.ts';

/** A stretch of the run of one kind of load; see `LoadSpan`. */
export interface PlannedLoad {
  readonly kind: 'normal' | 'overload' | 'recovering';
  /** Milliseconds since the traffic began. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** What was measured of a traffic, and what the target's side says. */
export interface DiagnosedTraffic {
  readonly slices: readonly DecodedSlice[];
  /** The same slices without what a rate limiter refused because the suite itself went over it; all of them, if left out. */
  readonly judged?: readonly DecodedSlice[];
  readonly bands: readonly StateRow[];
  readonly outages: readonly Outage[];
  /** Samples from the target; empty when it gave none. */
  readonly series: readonly Series[];
  /** Empty when the load was normal from beginning to end. */
  readonly load: readonly PlannedLoad[];
}

/** What detectors look at. */
export interface DiagnosisInput extends Required<DiagnosedTraffic> {
  readonly moments: readonly Moment[];
}

/** Prepares what is diagnosed for the detectors, once for all of them. */
export function diagnosisInput(traffic: DiagnosedTraffic): DiagnosisInput {
  return { judged: traffic.slices, ...traffic, moments: timelineOf(traffic.slices) };
}

/** Kind of the load at a moment. */
export function loadAt(load: readonly PlannedLoad[], atMs: number): PlannedLoad['kind'] {
  return (load.find(({ toMs }) => atMs < toMs) ?? load.at(-1))?.kind ?? 'normal';
}
