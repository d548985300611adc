import { mistakesInJourneys } from '../record/journeys-wanted.ts';
import { CHECK, isUnloaded } from '../record/run-plan.ts';
import { settingsError } from '../settings/mistakes.ts';
import type { Settings } from '../settings/settings.ts';
import { planScenario, type ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { scenarioRow, type Thresholds } from '../verdict/thresholds/thresholds.ts';
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

const OF_TRAFFIC = { vus: 'VUS', durationMs: 'DURATION', ratePerSecond: 'RATE' } as const;

/**
 * Says which settings shape a traffic that the run does not have; nothing where there is none of them. They are no mistake: `.env`
 * may have them for other runs.
 */
export function idleSettings(
  scenario: string,
  settings: Pick<Settings, keyof typeof OF_TRAFFIC>,
): readonly string[] {
  const keys = Object.keys(OF_TRAFFIC) as (keyof typeof OF_TRAFFIC)[];
  const made = keys.filter((key) => settings[key] !== undefined).map((key) => OF_TRAFFIC[key]);
  if (made.length === 0 || hasTraffic(scenario)) return [];
  const instead = scenario === 'baseline' ? '; BURST_DURATION is the length of its bursts' : '';
  return [`${made.join(', ')}: of no use in ${scenario}, which has neither users nor stages${instead}`];
}

function hasTraffic(scenario: string): boolean {
  return scenario !== CHECK && !isUnloaded(scenario);
}
