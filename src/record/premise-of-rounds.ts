import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { isLostToOwnDelay, lostLoad } from '../measure/validity.ts';
import { type Verdict, voidPass } from '../verdict/verdict.ts';
import type { JudgedRound } from './round-record.ts';

/** Rounds whose held limits stand on the load that was planned, and why others' do not. */
export interface RoundsUnderLoad {
  readonly rounds: readonly JudgedRound[];
  /** Why passes are void; left out when none is. */
  readonly lostLoad?: string;
  /** Whether the measurer's own delay is why. */
  readonly isLostToOwnDelay?: boolean;
}

/**
 * Makes the passes of steps void where the users sent less than planned while a browser visited the pages: a target that is spared
 * is quick. It can be told only at the end: the slices of a round close after it.
 *
 * @param slices of the whole traffic; none in a run without, and for a segment, which knows its own share only
 */
export function voidUnderLostLoad(
  rounds: readonly JudgedRound[],
  slices: readonly DecodedSlice[],
): RoundsUnderLoad {
  const reasons: Required<Omit<RoundsUnderLoad, 'rounds'>>[] = [];
  const judged = rounds.map((round) => {
    const { journey, number, verdicts } = round;
    const during = slices.filter(
      ({ round: beside }) =>
        beside?.kind === 'visits' && beside.journey === journey && beside.number === number,
    );
    const lost = lostLoad(during);
    if (lost === undefined || !verdicts.some(isHeldStep)) return round;
    reasons.push({
      lostLoad: `while round ${number} of ${journey} visited its pages ${lost}`,
      isLostToOwnDelay: isLostToOwnDelay(during),
    });
    return {
      ...round,
      verdicts: verdicts.map((verdict) =>
        isHeldStep(verdict) ? { ...verdict, ...voidPass(verdict, lost) } : verdict,
      ),
    };
  });
  return { rounds: judged, ...reasons[0] };
}

function isHeldStep({ kind, subject }: Verdict): boolean {
  return kind === 'pass' && subject.kind === 'step';
}
