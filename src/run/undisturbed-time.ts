import { formatDuration } from '../base/duration.ts';
import { formatCount, formatFigure } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import type { Finding } from '../target/preflight/finding.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { phasesOf, vusAt } from '../traffic/plan/stages.ts';
import workload from '../traffic/workload.json' with { type: 'json' };
import { samplesForShare } from '../verdict/judge-share.ts';
import { samplesNeeded } from '../verdict/percentile-interval.ts';

type PlannedTime = Pick<ScenarioPlan, 'stages' | 'rounds' | 'arrivals'>;

/**
 * How much of a scenario's judged time its rounds leave to its users alone, and what that is enough for.
 *
 * @param lanes the lanes of the run; rounds of other journeys do not take place
 * @param errorRate the scenario's limit, which needs the most requests of its limits
 * @returns undefined when no round takes place
 */
export function undisturbedTime(
  plan: PlannedTime,
  lanes: readonly string[],
  errorRate: number,
): Finding | undefined {
  const rounds = plan.rounds.filter(({ journey }) => lanes.includes(journey));
  if (rounds.length === 0 || !lanes.includes('traffic')) return undefined;
  const judged = judgedStretches(plan);
  const totalMs = sum(judged.map(({ fromMs, toMs }) => toMs - fromMs));
  const alone = judged.map(({ fromMs, toMs }) => {
    const shares = rounds.map(({ atMs, slotMs }) => Math.min(toMs, atMs + slotMs) - Math.max(fromMs, atMs));
    return { fromMs, toMs, aloneMs: toMs - fromMs - sum(shares.filter((ms) => ms > 0)) };
  });
  const aloneMs = sum(alone.map((each) => each.aloneMs));
  const requests = sum(alone.map((each) => (each.aloneMs / 60_000) * requestsPerMinute(plan, each)));
  const needed = samplesForShare(errorRate);
  const found = `${formatDuration(aloneMs)} of the ${formatDuration(totalMs)} that are judged are without rounds, for about ${formatCount(requests)} requests`;
  const check = 'undisturbed time';
  if (requests < needed)
    return {
      check,
      kind: 'warning',
      found: `${found}; an error rate below ${formatFigure(errorRate, 'share')} needs ${needed}`,
      wayOut: 'A longer --duration gives more, JOURNEYS=none leaves the rounds out',
    };
  return {
    check,
    kind: 'fine',
    found: `${found}: enough for the limits of the scenario. An operation needs ${samplesNeeded(95)} of its own for its p95, ${samplesNeeded(99)} for its p99`,
  };
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The plateaus, or everything of a scenario that has none. */
function judgedStretches({ stages }: PlannedTime): Stretch[] {
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
