import { formatDuration } from '../base/duration.ts';
import { counted, formatCount, formatFigure, given, listed } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import { LONGEST_IN_ROUND_MS } from '../bursts/burst-shape.ts';
import type { Finding } from '../target/preflight/finding.ts';
import type { LoadSpan, PlannedOverload } from '../traffic/plan/load-spans.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { phasesOf, vusAt } from '../traffic/plan/stages.ts';
import workload from '../traffic/workload.json' with { type: 'json' };
import { samplesForShare } from '../verdict/judge-share.ts';
import { samplesNeeded } from '../verdict/percentile-interval.ts';
import { ownLimitWords } from '../verdict/thresholds/own-limits.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { operationNeeds, type SentOperations } from './operation-samples.ts';

type PlannedTime = Pick<ScenarioPlan, 'stages' | 'rounds' | 'arrivals' | 'overload'>;

/**
 * How much of a scenario's judged time its rounds leave to its users alone, and whether that can decide the scenario's own
 * limits.
 *
 * @param lanes the lanes of the run; rounds of other journeys do not take place
 * @param errorRate the scenario's limit, which needs the most requests of its limits
 * @param sent what the traffic consists of
 * @returns undefined when no traffic is sent, or no round takes any of the time and it is enough
 */
export function undisturbedTime(
  plan: PlannedTime,
  lanes: readonly string[],
  errorRate: number,
  sent: SentOperations,
): Finding | undefined {
  const rounds = plan.rounds.filter(({ journey }) => lanes.includes(journey));
  if (!lanes.includes('traffic')) return undefined;
  const judged = judgedStretches(plan);
  const totalMs = sum(judged.map(({ fromMs, toMs }) => toMs - fromMs));
  const without = (measuring: PlannedTime['rounds']) => {
    const alone = judged.map((stretch) => ({ ...stretch, aloneMs: aloneIn(stretch, measuring) }));
    const requests = alone.map((each) => (each.aloneMs / 60_000) * requestsPerMinute(plan, each));
    return { aloneMs: sum(alone.map(({ aloneMs }) => aloneMs)), requests: Math.round(sum(requests)) };
  };
  const { aloneMs, requests } = without(rounds);
  // What fails while pages are visited counts, too; only bursts are left out.
  const { requests: outsideBursts } = without(rounds.map(burstOf));
  const outside = rounds.length > 0 ? ` outside bursts, where about ${formatCount(outsideBursts)} are` : '';
  const tooFew = given(
    requests < samplesNeeded(95) && `a p95 needs ${samplesNeeded(95)} of them to hold`,
    outsideBursts < samplesForShare(errorRate) &&
      `an error rate below ${formatFigure(errorRate, 'share')} needs ${samplesForShare(errorRate)}${outside}`,
  );
  const hasRounds = rounds.length > 0;
  if (!hasRounds && tooFew.length === 0) return undefined;
  const time = hasRounds
    ? `${formatDuration(aloneMs)} of the ${formatDuration(totalMs)} that are judged are without rounds`
    : `${formatDuration(totalMs)} are judged`;
  const found = `${time}, for about ${formatCount(requests)} requests`;
  const check = 'undisturbed time';
  if (tooFew.length > 0)
    return {
      check,
      kind: 'warning',
      found: `${found}; ${listed(tooFew)}`,
      wayOut: hasRounds
        ? 'A longer --duration gives more, JOURNEYS=none leaves the rounds out'
        : 'A longer --duration or a larger --vus gives more',
    };
  return {
    check,
    kind: 'fine',
    found: `${found}: enough for the limits of the scenario.${plan.overload === undefined ? ` ${operationNeeds(sent, { aloneMs, requests })}` : ''}`,
  };
}

/**
 * What of a scenario with overload is normal load, so that all limits but its own are judged there, and what it is enough
 * for.
 *
 * @param aboveVus where the scenario's row says that its overload begins; undefined when it has none
 * @param availability the limit of normal load that needs the most requests
 * @param sent what the traffic consists of
 * @returns undefined when the scenario has no overload, or no traffic is sent
 */
export function normalLoadTime(
  plan: PlannedTime & Pick<ScenarioPlan, 'peakVus'>,
  lanes: readonly string[],
  aboveVus: number | undefined,
  availability: number,
  sent: SentOperations,
): Finding | undefined {
  if (aboveVus === undefined || !lanes.includes('traffic')) return undefined;
  const check = 'normal load';
  const { overload, arrivals, peakVus } = plan;
  if (overload === undefined) {
    const peak =
      arrivals === undefined ? counted(peakVus, 'user') : formatFigure(arrivals.perSecond, 'per second');
    return {
      check,
      kind: 'fine',
      found: `the peak of ${peak} is no more than the ${aboveVus} users of a normal day: nothing is overload, so every limit is judged from beginning to end`,
    };
  }
  const rounds = plan.rounds.filter(({ journey }) => lanes.includes(journey));
  const alone = judgedSpans(overload, 'normal').map((span) => ({
    ...span,
    aloneMs: aloneIn(span, rounds),
  }));
  const perMinute = ({ from, to }: { readonly from: number; readonly to: number }) =>
    ((from + to) / 2) * (overload.unit === 'users' ? workload.requestsPerMinuteAndUser : 60);
  const aloneMs = sum(alone.map((each) => each.aloneMs));
  const requests = sum(alone.map((each) => (each.aloneMs / 60_000) * perMinute(each)));
  const needed = samplesForShare(1 - availability);
  const level =
    overload.unit === 'users' ? counted(overload.above, 'user') : formatFigure(overload.above, 'per second');
  const found = `all limits but the scenario's own are judged at up to ${level}: ${formatDuration(aloneMs)} without rounds, for about ${formatCount(requests)} requests`;
  if (requests >= needed)
    return { check, kind: 'fine', found: `${found}. ${operationNeeds(sent, { aloneMs, requests })}` };
  return {
    check,
    kind: 'warning',
    found: `${found}; an availability above ${formatFigure(availability, 'share')} needs ${formatCount(needed)}, so these limits may stay undecided`,
    wayOut: `A longer --duration or a smaller --vus gives more, ${rounds.length === 0 ? '' : 'JOURNEYS=none leaves the rounds out, '}and \`--project=load\` judges these limits`,
  };
}

/** The plateaus of a kind of load, or all of it where there are none. */
function judgedSpans({ spans }: PlannedOverload, wanted: LoadSpan['kind']): readonly LoadSpan[] {
  const found = spans.filter(({ kind }) => kind === wanted);
  const plateaus = found.filter(({ from, to }) => from === to);
  return plateaus.length === 0 ? found : plateaus;
}

/** A round hits the target at the end of its slot. */
function burstOf<Round extends PlannedTime['rounds'][number]>(round: Round): Round {
  const slotMs = Math.min(round.slotMs, LONGEST_IN_ROUND_MS);
  return { ...round, atMs: round.atMs + round.slotMs - slotMs, slotMs };
}

/** How much of a stretch no round takes as planned, in milliseconds. */
export function aloneIn({ fromMs, toMs }: Stretch, rounds: PlannedTime['rounds']): number {
  const shares = rounds.map(({ atMs, slotMs }) => Math.min(toMs, atMs + slotMs) - Math.max(fromMs, atMs));
  return toMs - fromMs - sum(shares.filter((ms) => ms > 0));
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the scenario's own limits are judged by: the plateaus of its overload, or of all; everything where there are none. */
function judgedStretches({ stages, overload }: PlannedTime): readonly Stretch[] {
  if (overload !== undefined) return judgedSpans(overload, 'overload');
  const phases = phasesOf(stages).map((phase, index, all) => ({
    kind: phase.kind,
    fromMs: all[index - 1]?.endMs ?? 0,
    toMs: phase.endMs,
  }));
  const plateaus = phases.filter(({ kind }) => kind === 'plateau');
  return plateaus.length === 0 ? phases : plateaus;
}

function requestsPerMinute({ stages, arrivals }: PlannedTime, { fromMs, toMs }: Stretch): number {
  if (arrivals !== undefined) return arrivals.perSecond * 60;
  const mean = (vusAt(stages, fromMs) + vusAt(stages, toMs - 1)) / 2;
  return mean * workload.requestsPerMinuteAndUser;
}

/** The limits that the environment sets in place of those of the tables; none when it sets none. */
export function limitsFinding({ ownLimits }: Thresholds, environment: string): Finding[] {
  if (ownLimits === undefined) return [];
  const found = `${counted(ownLimits.length, 'limit')} of ${environment}: ${ownLimits.map(ownLimitWords).join(', ')}`;
  return [{ check: 'limits', kind: 'fine', found }];
}
