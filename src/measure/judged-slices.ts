import { sum } from '../base/statistics/averages.ts';
import type { Slice, SliceRound } from './slice.ts';

type Judged = Pick<Slice, 'phase' | 'round'>;

/** The slices in which the scenario's users had the target to themselves: nothing of a round next to them. */
export function withoutRounds<S extends Judged>(slices: readonly S[]): S[] {
  return slices.filter(({ round }) => round === undefined);
}

/**
 * Whether errors next to this count: a visit gives no sound target a reason to fail, and what keeps several connections busy may.
 */
export function countsErrors(beside: SliceRound['kind'] | undefined): boolean {
  return beside === undefined || beside === 'visits';
}

/** The time that some slices cover, in milliseconds. */
export function lengthMs(slices: readonly Pick<Slice, 'fromMs' | 'toMs'>[]): number {
  return sum(slices.map(({ fromMs, toMs }) => toMs - fromMs));
}

/**
 * The slices that a scenario is judged by: its plateaus, or all of a scenario of nothing but ramps, as stress is. For
 * latencies, those of {@link withoutRounds}: a burst and a browser are load of the suite, and not the scenario's. For the
 * share of errors those of {@link countsErrors}.
 */
export function judgedSlices<S extends Judged>(
  slices: readonly S[],
  by: 'latency' | 'errors' = 'latency',
): S[] {
  const plateaus = slices.filter(({ phase }) => phase === 'plateau');
  const judged = plateaus.length === 0 ? slices : plateaus;
  return by === 'latency' ? withoutRounds(judged) : judged.filter(({ round }) => countsErrors(round?.kind));
}

/** As {@link judgedSlices}, of the ramps; empty where a scenario has nothing but ramps. */
export function judgedRamps<S extends Judged>(
  slices: readonly S[],
  by: 'latency' | 'errors' = 'latency',
): S[] {
  const ramps = slices.filter(({ phase }) => phase === 'ramp');
  return ramps.length === slices.length ? [] : judgedSlices(ramps, by);
}
