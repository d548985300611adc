import { mean, varianceOfMean } from '../base/statistics/averages.ts';
import { studentQuantile } from '../base/statistics/quantiles.ts';
import type { RoundRecord } from '../record/round-record.ts';
import type { Candidate } from './candidate.ts';

/** One visit in both runs: the same visit of the same round, so the same users, and as cold or as warm. */
interface Pair {
  readonly round: number;
  readonly baseMs: number;
  readonly otherMs: number;
}

/**
 * The steps of the journeys, visit by visit against the same visit of the other run: a first visit is cold, and a round
 * at 500 users is slower than one at 100, but that is so in both.
 */
export function stepCandidates(base: readonly RoundRecord[], other: readonly RoundRecord[]): Candidate[] {
  const pairs = new Map<string, Pair[]>();
  for (const round of base) {
    const twin = other.find(({ journey, number }) => journey === round.journey && number === round.number);
    for (const { step, visitsMs } of round.steps) {
      const key = `${round.journey}: ${step}`;
      const twinMs = twin?.steps.find((each) => each.step === step)?.visitsMs ?? [];
      const known = pairs.get(key) ?? [];
      visitsMs.forEach((baseMs, visit) => {
        const otherMs = twinMs[visit];
        if (otherMs !== undefined && baseMs > 0 && otherMs > 0)
          known.push({ round: round.number, baseMs, otherMs });
      });
      if (known.length > 0) pairs.set(key, known);
    }
  }
  return [...pairs].map(([subject, list]) => ({
    kind: 'step',
    subject,
    statistic: 'typical',
    baseMs: Math.exp(mean(list.map(({ baseMs }) => Math.log(baseMs)))),
    otherMs: Math.exp(mean(list.map(({ otherMs }) => Math.log(otherMs)))),
    baseSamples: list.length,
    otherSamples: list.length,
    differenceAt: (twoSided) => {
      const { variance, degreesOfFreedom } = errorOf(list);
      const half = studentQuantile(twoSided, degreesOfFreedom) * Math.sqrt(variance);
      return { log: mean(list.map(logOf)), below: half, above: half };
    },
  }));
}

/**
 * How well the mean of these visits is known. Visits of one round are close in time and may be alike, so the rounds' means are asked too:
 * the larger variance counts, with the degrees of freedom of what it was computed from. Means of three rounds tell their
 * scatter badly, however many visits each had. As many degrees as clusters less one: Korn & Graubard, Analysis of Health Surveys (1999).
 */
function errorOf(pairs: readonly Pair[]): { readonly variance: number; readonly degreesOfFreedom: number } {
  const rounds = Map.groupBy(pairs, ({ round }) => round);
  const roundMeans = [...rounds.values()].map((list) => mean(list.map(logOf)));
  const ofVisits = { variance: varianceOfMean(pairs.map(logOf)), degreesOfFreedom: pairs.length - 1 };
  if (roundMeans.length < 2) return ofVisits;
  const ofRounds = { variance: varianceOfMean(roundMeans), degreesOfFreedom: roundMeans.length - 1 };
  return ofRounds.variance > ofVisits.variance ? ofRounds : ofVisits;
}

function logOf({ baseMs, otherMs }: Pair): number {
  return Math.log(otherMs / baseMs);
}
