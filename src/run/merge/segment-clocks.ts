import type { SegmentRecord } from '../../record/segment-record.ts';
import type { TargetClock } from '../../target/preflight/target-clock.ts';

/** Segments that begin or end further apart than this were not at work together. */
export const APART_MS = 1_000;

/** As much of a segment as says when it began. */
export type Begun = Pick<SegmentRecord, 'of' | 'lateMs' | 'clock' | 'clockAtEnd' | 'machine'>;

/**
 * Why nobody can say that a segment began with the others, as what follows its name; undefined when it did.
 *
 * @param all segments of the run that are there, in the same form
 */
export function clockFault(segment: Begun, all: readonly Begun[]): string | undefined {
  const { clock, clockAtEnd } = segment;
  if (segment.lateMs === undefined) return 'sent nothing: its traffic did not begin';
  if (clock.kind === 'unknown') return unknownClockFault(segment, segment.lateMs, clock.why, all);
  const late = lateFault(segment.lateMs, clock.uncertainMs);
  if (late !== undefined || clockAtEnd?.kind !== 'known') return late;
  const movedMs = Math.abs(clockAtEnd.offsetMs - clock.offsetMs) - clockAtEnd.uncertainMs - clock.uncertainMs;
  // Whichever of both is right: nobody knows when this one began.
  return movedMs > APART_MS
    ? `has a clock that moved by ${seconds(movedMs)} s or more against the target's during the run`
    : undefined;
}

/** A segment that could not compare its clock has that of another one on its machine, or the one that all share. */
function unknownClockFault(
  { of, machine }: Begun,
  lateMs: number,
  why: string,
  all: readonly Begun[],
): string | undefined {
  const isHere = (other: Begun) => machine !== undefined && other.machine === machine;
  const known = all
    .filter(isHere)
    .map(({ clock }) => clock)
    .find(isKnown);
  if (known !== undefined) return lateFault(lateMs + known.offsetMs, known.uncertainMs);
  if (of === 1 || all.every(isHere)) return lateFault(lateMs, 0);
  return `may have begun at any time: its machine's clock could not be compared with the target's (${why})`;
}

function isKnown(clock: TargetClock): clock is Extract<TargetClock, { readonly kind: 'known' }> {
  return clock.kind === 'known';
}

function lateFault(lateMs: number, uncertainMs: number): string | undefined {
  if (Math.abs(lateMs) > APART_MS)
    return `began ${seconds(Math.abs(lateMs))} s ${lateMs < 0 ? 'before' : 'after'} START_AT`;
  const farthestMs = Math.abs(lateMs) + uncertainMs;
  return farthestMs > APART_MS
    ? `may have begun ${seconds(farthestMs)} s apart from the others: its clock is known to ± ${seconds(uncertainMs)} s only`
    : undefined;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
