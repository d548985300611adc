import { test } from '../../fixtures/lane.ts';
import type { Journey } from '../../fixtures/visits/journey.ts';
import { processSettings, processTables } from '../../src/record/process-settings.ts';
import { roundTitle } from '../../src/traffic/plan/round-title.ts';
import { planScenario } from '../../src/traffic/plan/scenario-plan.ts';
import { longestBeforeMs } from '../traffic/begin-together.ts';
import { measureRound } from './measure-round.ts';

/** Past its slot, a round has this long before it counts as stuck. */
const ROUND_TIMEOUT_MS = 120_000;

/** Declares one test for each round that each scenario plans for this journey. */
export function journeyRounds(journey: Journey): void {
  const { scenarios, journeys } = processTables();
  for (const [scenario, row] of Object.entries(scenarios)) {
    test.describe(scenario, { tag: `@${scenario}` }, () => {
      const plan = planScenario(row, journeys.values(), processSettings());
      for (const round of plan.rounds.filter((each) => each.journey === journey.name)) {
        test(roundTitle(round), async ({ run, browser }, testInfo) => {
          testInfo.setTimeout(longestBeforeMs(run, plan) + plan.durationMs + ROUND_TIMEOUT_MS);
          await measureRound({ run, browser, testInfo, round, journey });
        });
      }
    });
  }
}
