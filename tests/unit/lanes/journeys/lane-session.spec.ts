import { expect, test } from '@playwright/test';
import { areOld, renewTokens } from '../../../../lanes/journeys/lane-session.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { planScenario, type ScenarioPlan } from '../../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';

const thresholds = loadTables();
const planOf = (scenario: 'load' | 'stress') =>
  planScenario(scenarioRow(thresholds, scenario), thresholds.journeys.values(), {});

function laneWith(renew: () => Promise<void>) {
  return { session: { renew } as never, tokensAtMs: -1e9 };
}

function runOf(plan: ScenarioPlan) {
  return { plan: { plan, lanes: ['traffic'] } } as never;
}

/** The first round of a plan that is, or is not, next to normal load alone. */
function roundOf(plan: ScenarioPlan, isAt: (atMs: number) => boolean) {
  const round = plan.rounds.find(({ atMs }) => isAt(atMs));
  if (round === undefined) throw new Error('no such round');
  return round;
}

test('tokens are old after a minute', () => {
  const lane = { session: undefined as never, tokensAtMs: 1_000 };
  expect([60_000, 61_000, 61_001].map((nowMs) => areOld(lane, nowMs))).toEqual([false, false, true]);
});

test('tokens that were renewed are fresh', async () => {
  const plan = planOf('load');
  const lane = laneWith(() => Promise.resolve());
  await renewTokens(
    lane,
    runOf(plan),
    roundOf(plan, () => true),
  );
  expect(areOld(lane)).toBe(false);
});

test('a target that renews no tokens fails a round, but not one under overload', async () => {
  const refused = () => Promise.reject(new Error('refused'));
  const load = planOf('load');
  const inLoad = renewTokens(
    laneWith(refused),
    runOf(load),
    roundOf(load, () => true),
  );
  await expect(inLoad).rejects.toThrow('refused');
  const stress = planOf('stress');
  const highest = stress.overload?.spans.find(({ kind }) => kind === 'overload');
  if (highest === undefined) throw new Error('a stress has overload');
  const overloaded = roundOf(stress, (atMs) => atMs >= highest.fromMs && atMs < highest.toMs);
  const lane = laneWith(refused);
  await renewTokens(lane, runOf(stress), overloaded);
  expect(areOld(lane)).toBe(true);
});
