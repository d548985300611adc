import { given } from '../base/format.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { Settings } from '../settings/settings.ts';
import type { Budgets } from '../target/environments/environments.ts';
import type { Target } from '../target/environments/target.ts';
import { isLoopback } from '../target/http/loopback.ts';
import type { Finding } from '../target/preflight/finding.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { pairsOf } from '../traffic/sockets/socket-users.ts';
import { scenarioRow, type Thresholds } from '../verdict/thresholds/thresholds.ts';
import type { SentOperations } from './operation-samples.ts';
import { segmentFinding } from './plan-segment.ts';
import { plannedAccounts, type RunToSignIn } from './planned-accounts.ts';
import { checkBudgets, plannedLoad, type RunToCount } from './planned-load.ts';
import { trafficElsewhere } from './planned-requests.ts';
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

/** A run of which everything is known that its plan depends on. */
export interface KnownRun
  extends Omit<RunToSignIn, 'settings'>,
    Pick<RunToCount, 'offers' | 'sockets'>,
    RunPart {
  readonly scenario: string;
  readonly settings: RunToSignIn['settings'] & Pick<Settings, 'operations'>;
  readonly budgets: Budgets | undefined;
}

/**
 * What the plan means for the target and for the limits, and what its traffic sends from the address of all lanes, to be spread
 * into the plan.
 *
 * @throws SuiteError (BUDGET_TOO_SMALL)
 */
export function planFindings(
  run: KnownRun,
  thresholds: Thresholds,
): { readonly findings: readonly Finding[]; readonly elsewhere: Pick<RunPlan, 'elsewhere'> } {
  const { plan, lanes, offers, sockets, target, settings, budgets, segment, processes, scenario } = run;
  const accounts = plannedAccounts(run);
  const load = {
    scenario,
    plan,
    lanes,
    offers,
    sockets,
    operations: settings.operations,
    signIns: accounts?.signIns,
  };
  const findings = [
    ...given(segment && segmentFinding(segment)),
    ...processesFinding(processes),
    ...(accounts?.findings ?? []),
    budgetFinding(target, load, thresholds, budgets),
    ...limitsFinding(thresholds, target.environment),
    ...(plan === undefined
      ? []
      : judgedTime(plan, lanes, scenario, thresholds, {
          offers,
          sockets,
          pairs: pairsOf(plan),
          selected: settings.operations,
        })),
  ];
  const elsewhere = lanes.includes('traffic')
    ? { elsewhere: trafficElsewhere(target.ownSystem, accounts?.ofUsers) }
    : {};
  return { findings, elsewhere };
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
  sent: SentOperations,
): Finding[] {
  const { errorRate, overload } = scenarioRow(thresholds, scenario);
  const { availability } = thresholds.global.baseline;
  return given(
    undisturbedTime(plan, lanes, errorRate, sent),
    normalLoadTime(plan, lanes, overload?.aboveVus, availability, sent),
  );
}
