import { mistakesInJourneys } from '../record/journeys-wanted.ts';
import { CHECK } from '../record/run-plan.ts';
import { settingsError } from '../settings/mistakes.ts';
import type { Settings } from '../settings/settings.ts';
import { planScenario, type ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { scenarioRow, type Thresholds } from '../verdict/thresholds/thresholds.ts';
import { hasTraffic } from './idle-settings.ts';
import { checkMinCapacity } from './judge-search.ts';
import { checkSegment } from './plan-segment.ts';
import { checkProcesses } from './share-traffic.ts';

/**
 * The traffic and the rounds of a scenario; undefined for a project without traffic.
 * @throws SuiteError (BAD_SETTING) for settings that the run would have to ignore, or that it cannot keep
 */
export function plannedScenario(
  scenario: string,
  settings: Settings,
  thresholds: Thresholds,
): ScenarioPlan | undefined {
  const plan = hasTraffic(scenario)
    ? planScenario(scenarioRow(thresholds, scenario), thresholds.journeys.values(), settings)
    : undefined;
  checkMinCapacity(settings.minCapacity, scenario, plan?.search);
  checkSegment(settings, scenario, plan);
  checkProcesses(settings, scenario, plan);
  // Of a scenario, Playwright's choice of lanes has been checked before.
  const [mistake] =
    scenario === CHECK ? mistakesInJourneys(settings.journeys, [...thresholds.journeys.keys()]) : [];
  if (mistake !== undefined) throw settingsError([mistake]);
  return plan;
}
