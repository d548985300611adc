import type { RoundRecord, StepRecord } from '../record/round-record.ts';
import { medianInterval } from '../verdict/median-interval.ts';
import { limitReached, type PerceivedCurve, type PerceivedPoint } from '../verdict/perceived-under-load.ts';
import type { JourneyRow } from '../verdict/thresholds/thresholds.ts';

/**
 * The perceived-under-load curves of a run, one for each step with a limit whose rounds met different numbers of users.
 * Rounds with as many users make one point of all their warm visits. Only the rounds up to the peak count: afterwards
 * the target may still be recovering, so the same number of users meets another target than before.
 *
 * @param journeys the limits, by name of the journey
 */
export function perceivedCurves(
  rounds: readonly RoundRecord[],
  journeys: ReadonlyMap<string, JourneyRow>,
): PerceivedCurve[] {
  return [...journeys.values()].flatMap(({ journey, steps }) => {
    const rising = untilPeak(
      rounds.filter((round) => round.journey === journey && round.window !== undefined),
    );
    return steps.flatMap(({ step, medianMs: limitMs }) => {
      const points = pointsOf(rising, step);
      if (points.length < 2) return [];
      const reached = limitReached(points, limitMs);
      return [{ journey, step, points, limitMs, ...(reached !== undefined && { limitReached: reached }) }];
    });
  });
}

function untilPeak(rounds: readonly RoundRecord[]): readonly RoundRecord[] {
  const peak = Math.max(...rounds.map(({ vus }) => vus));
  const inTime = rounds.toSorted((a, b) => a.plannedAtMs - b.plannedAtMs);
  return inTime.slice(0, inTime.findLastIndex(({ vus }) => vus === peak) + 1);
}

function pointsOf(rounds: readonly RoundRecord[], step: string): PerceivedPoint[] {
  const byVus = [...Map.groupBy(rounds, ({ vus }) => vus)].sort(([a], [b]) => a - b);
  return byVus.flatMap(([vus, met]) => {
    const records = met.flatMap(({ steps }) => steps.filter((each) => each.step === step));
    return pointOf(vus, records);
  });
}

function pointOf(vus: number, records: readonly StepRecord[]): PerceivedPoint[] {
  const visitsMs = records.flatMap((record) => record.visitsMs);
  const found = medianInterval(visitsMs);
  if (found === undefined) return [];
  const lcpMs = records.findLast(({ vitals }) => vitals?.lcpMs !== undefined)?.vitals?.lcpMs;
  return [
    {
      vus,
      medianMs: found.median,
      lowMs: found.lower ?? Math.min(...visitsMs),
      highMs: found.upper ?? Math.max(...visitsMs),
      visits: found.samples,
      ...(lcpMs !== undefined && { lcpMs }),
    },
  ];
}
