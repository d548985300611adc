import { loadTables } from '../../src/record/load-tables.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { planScenario, type ScenarioPlan } from '../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../src/verdict/thresholds/thresholds.ts';

type Scenario = 'load' | 'stress';

/** As much of a run of a scenario as says which of its rounds are judged. */
export function runOf(
  scenario: Scenario,
  rateLimits: { readonly enabled: boolean } = { enabled: false },
): Pick<RunContext, 'plan'> {
  return { plan: { plan: planOf(scenario), lanes: ['traffic'], rateLimits } } as unknown as RunContext;
}

/** The first round of a scenario, which is at normal load. */
export function someRound(scenario: Scenario): PlannedRound {
  return first(planOf(scenario).rounds);
}

/** A round of a stress at its highest load. */
export function overloadedRound(): PlannedRound {
  const { overload, rounds } = planOf('stress');
  const highest = overload?.spans.find(({ kind }) => kind === 'overload');
  if (highest === undefined) throw new Error('a stress has overload');
  return first(rounds.filter(({ atMs }) => atMs >= highest.fromMs && atMs < highest.toMs));
}

function planOf(scenario: Scenario): ScenarioPlan {
  const thresholds = loadTables();
  return planScenario(scenarioRow(thresholds, scenario), thresholds.journeys.values(), {});
}

function first([round]: readonly PlannedRound[]): PlannedRound {
  if (round === undefined) throw new Error('no such round');
  return round;
}
