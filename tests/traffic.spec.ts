import { test } from '../fixtures/lane.ts';
import { longestBeforeMs } from '../lanes/traffic/begin-together.ts';
import { driveTraffic } from '../lanes/traffic/drive-traffic.ts';
import { counted } from '../src/base/format.ts';
import { processSettings, processTables } from '../src/record/process-settings.ts';
import { planScenario } from '../src/traffic/plan/scenario-plan.ts';

/** Sign-in before and judging after the stages. */
const AROUND_THE_STAGES_MS = 180_000;

const { scenarios, journeys } = processTables();
for (const [scenario, row] of Object.entries(scenarios)) {
  test.describe(scenario, { tag: `@${scenario}` }, () => {
    const plan = planScenario(row, journeys.values(), processSettings());
    test(`traffic of ${counted(plan.peakVus, 'virtual user')}`, async ({ run }, testInfo) => {
      testInfo.setTimeout(longestBeforeMs(run, plan) + plan.durationMs + AROUND_THE_STAGES_MS);
      await driveTraffic(run, scenario, testInfo);
    });
  });
}
