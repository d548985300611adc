import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { planScenario, type ScenarioPlan } from '../../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';

const tables = loadTables();
const planned = (scenario: string, durationMs?: number, vus?: number): ScenarioPlan =>
  planScenario(scenarioRow(tables, scenario), tables.journeys.values(), {
    ...(durationMs !== undefined && { durationMs }),
    ...(vus !== undefined && { vus }),
  });

/** The share of the highest load that no round takes as planned. */
function aloneAtHighest({ overload, rounds }: ScenarioPlan): number {
  const highest = overload?.spans.findLast(({ kind }) => kind === 'overload');
  if (highest === undefined) throw new Error('a scenario with overload has a highest load');
  const { fromMs, toMs } = highest;
  const taken = rounds.map(({ atMs, slotMs }) => Math.min(toMs, atMs + slotMs) - Math.max(fromMs, atMs));
  return 1 - taken.filter((ms) => ms > 0).reduce((sum, ms) => sum + ms, 0) / (toMs - fromMs);
}

// In a shorter spike the first round, which stays, takes more.
for (const [scenario, least] of [
  ['stress', 20],
  ['spike', 90],
] as const)
  test(`however short a ${scenario} is, its rounds leave its highest load three tenths of the time`, () => {
    for (const seconds of [20, 45, 60, 90, 120, 180, 240, 300, 450, 900].filter((each) => each >= least))
      for (const vus of [150, 200, 500, 1_000])
        expect(
          aloneAtHighest(planned(scenario, seconds * 1_000, vus)),
          `${seconds} s, ${vus} users`,
        ).toBeGreaterThanOrEqual(0.3);
  });

test('a stress of three minutes has rounds at three moments, and none that could fill its highest load', () => {
  const { rounds } = planned('stress', 180_000, 200);
  expect(rounds.map(({ journey, moment, of }) => `${journey} ${moment}, ${of}`)).toEqual(
    ['at 40', 'at 80', 'at 120'].flatMap((moment) =>
      ['login', 'create-deal', 'tax-quote'].map((journey) => `${journey} ${moment}, 3`),
    ),
  );
});

test('at their own length no round is left out, and scenarios without overload keep theirs', () => {
  expect(planned('stress').rounds.filter(({ journey }) => journey === 'login')).toHaveLength(6);
  expect(planned('spike').rounds.filter(({ journey }) => journey === 'login')).toHaveLength(5);
  expect(planned('load', 60_000).rounds.map(({ journey }) => journey)).toEqual([
    'login',
    'create-deal',
    'tax-quote',
  ]);
});
