import { expect, test } from '@playwright/test';
import { operations } from '../../src/target/catalogue.ts';
import { JOURNEY_ORDER, planScenario } from '../../src/traffic/scenario-plan.ts';
import { loadThresholds, thresholdsFolder } from '../../src/verdict/thresholds/load-thresholds.ts';

const { scenarios } = loadThresholds(thresholdsFolder({}), { operationIds: operations.map(({ id }) => id) });

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`${name}: each journey has each round, numbered, at the load of its moment`, () => {
    const plan = planScenario(scenario, {});
    for (const journey of JOURNEY_ORDER) {
      const rounds = plan.rounds.filter((round) => round.journey === journey);
      expect(rounds.map(({ number, of }) => [number, of])).toEqual(
        scenario.rounds.map((_, index) => [index + 1, scenario.rounds.length]),
      );
      expect(rounds.map(({ moment }) => moment)).toEqual(scenario.rounds.map(({ moment }) => moment));
    }
  });

  for (const durationMs of [undefined, 5_000, 20_000, 60_000, 300_000, 3_600_000]) {
    test(`${name} over ${durationMs ?? 'its own'} ms: no two rounds share a slot, all lie within, each journey stays`, () => {
      const plan = planScenario(scenario, { durationMs });
      expect(plan.durationMs).toBeCloseTo(durationMs ?? plan.durationMs, 6);
      const starts = plan.rounds.map(({ atMs }) => atMs);
      const gaps = starts.slice(1).map((atMs, index) => atMs - (starts[index] ?? 0));
      const rounds = starts.length / JOURNEY_ORDER.length;
      // One round of each journey stays however short it gets; with more of them every slot has its 6 s.
      for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(rounds > 1 ? 5_999 : 1);
      expect(Math.min(...starts)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...starts)).toBeLessThan(plan.durationMs);
      for (const journey of JOURNEY_ORDER)
        expect(plan.rounds.filter((round) => round.journey === journey).length).toBeGreaterThanOrEqual(1);
    });
  }
}

test('rounds move with the duration', () => {
  const [own, double] = [undefined, 1_200_000].map((durationMs) =>
    planScenario(scenarios.load, { durationMs }),
  );
  const login = (plan: typeof own) => plan?.rounds.filter(({ journey }) => journey === 'login') ?? [];
  expect(login(double).map(({ atMs }) => atMs)).toEqual(login(own).map(({ atMs }) => atMs * 2));
  expect(login(double).map(({ vus }) => vus)).toEqual(login(own).map(({ vus }) => vus));
});

test('the load of a round is that of the stages at its start, scaled with the users asked for', () => {
  const [first] = planScenario(scenarios.spike, { vus: 500 }).rounds.filter(
    ({ moment }) => moment === 'early in the surge',
  );
  expect(first).toMatchObject({ journey: 'login', atMs: 90_000, vus: 500, number: 2, of: 5 });
});

test('with room for fewer rounds the numbers say how many there are', () => {
  const { rounds } = planScenario(scenarios.smoke, { durationMs: 20_000 });
  expect(rounds.map(({ journey, number, of }) => `${journey} ${number} of ${of}`)).toEqual([
    'login 1 of 1',
    'create-deal 1 of 1',
    'tax-quote 1 of 1',
  ]);
});
