import { given } from '../base/format.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { Budgets } from '../target/environments/environments.ts';
import type { Target } from '../target/environments/target.ts';
import { isLoopback } from '../target/http/loopback.ts';
import type { Finding } from '../target/preflight/finding.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { scenarioRow, type Thresholds } from '../verdict/thresholds/thresholds.ts';
import { segmentFinding } from './plan-segment.ts';
import { checkBudgets, plannedLoad, type RunToCount } from './planned-load.ts';
import { processesFinding } from './share-traffic.ts';
import { limitsFinding, normalLoadTime, undisturbedTime } from './undisturbed-time.ts';

/** How the load of a run is shared: with other machines, and among processes of this one. */
export interface RunPart {
  readonly segment: RunPlan['segment'];
  readonly processes: number;
}

/** The same for the plan of the run, to be spread. */
export function partFacts({ segment, processes }: RunPart): Pick<RunPlan, 'segment' | 'processes'> {
  return { ...(segment && { segment }), ...(processes > 1 && { processes }) };
}

/** What the plan means for the target and for the limits. @throws SuiteError (BUDGET_TOO_SMALL) */
export function planFindings(
  target: Target,
  load: Parameters<typeof budgetFinding>[1],
  {
    scenario,
    thresholds,
    budgets,
    segment,
    processes,
  }: { scenario: string; thresholds: Thresholds; budgets: Budgets | undefined } & RunPart,
): Finding[] {
  return [
    ...given(segment && segmentFinding(segment)),
    ...processesFinding(processes),
    budgetFinding(target, load, thresholds, budgets),
    ...limitsFinding(thresholds, target.environment),
    ...(load.plan === undefined ? [] : judgedTime(load.plan, load.lanes, scenario, thresholds)),
  ];
}

/** What the run is going to write. @throws SuiteError (BUDGET_TOO_SMALL) */
function budgetFinding(
  { baseUrl }: Target,
  run: Omit<RunToCount, 'journeys' | 'isRemote'>,
  { journeys }: Thresholds,
  budgets: Budgets | undefined,
): Finding {
  return checkBudgets(plannedLoad({ ...run, journeys, isRemote: !isLoopback(baseUrl) }), budgets);
}

/** What the plan leaves of a scenario to judge its limits by. */
function judgedTime(
  plan: ScenarioPlan,
  lanes: readonly string[],
  scenario: string,
  thresholds: Thresholds,
): Finding[] {
  const { errorRate, overload } = scenarioRow(thresholds, scenario);
  const { availability } = thresholds.global.baseline;
  return given(
    undisturbedTime(plan, lanes, errorRate),
    normalLoadTime(plan, lanes, overload?.aboveVus, availability),
  );
}
