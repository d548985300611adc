import { expect, test } from '@playwright/test';
import { operations } from '../../../../src/target/catalogue.ts';
import { GUIDE_JOURNEYS, JOURNEY_ORDER } from '../../../../src/traffic/plan/journey-names.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { loadThresholds, thresholdsFolder } from '../../../../src/verdict/thresholds/load-thresholds.ts';

const { scenarios } = loadThresholds(thresholdsFolder({}), { operationIds: operations.map(({ id }) => id) });

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`${name}: each journey of the guide has each round, numbered, at the load of its moment`, () => {
    const plan = planScenario(scenario, {});
    for (const journey of GUIDE_JOURNEYS) {
      const rounds = plan.rounds.filter((round) => round.journey === journey);
      expect(rounds.map(({ number, of }) => [number, of])).toEqual(
        scenario.rounds.map((_, index) => [index + 1, scenario.rounds.length]),
      );
      expect(rounds.map(({ moment }) => moment)).toEqual(scenario.rounds.map(({ moment }) => moment));
    }
  });

  for (const durationMs of [undefined, 5_000, 20_000, 60_000, 300_000, 3_600_000]) {
    test(`${name} over ${durationMs ?? 'its own'} ms: no two rounds share a slot, all lie within, each of the guide's journeys stays`, () => {
      const plan = planScenario(scenario, { durationMs });
      expect(plan.durationMs).toBeCloseTo(durationMs ?? plan.durationMs, 6);
      for (const [index, { atMs, slotMs }] of plan.rounds.entries()) {
        const next = plan.rounds[index + 1];
        if (next !== undefined) expect(next.atMs - atMs).toBeGreaterThanOrEqual(slotMs - 1);
        expect(atMs).toBeGreaterThanOrEqual(0);
        expect(atMs).toBeLessThan(plan.durationMs);
        // One round of each journey stays however short it gets; with more of them all slots have enough.
        if (plan.rounds.length > GUIDE_JOURNEYS.length) expect(slotMs).toBeGreaterThanOrEqual(6_000);
      }
      for (const journey of GUIDE_JOURNEYS)
        expect(plan.rounds.filter((round) => round.journey === journey).length).toBeGreaterThanOrEqual(1);
    });
  }
}

for (const name of ['load', 'stress', 'spike', 'soak'] as const) {
  test(`${name} measures all six journeys`, () => {
    const measured = new Set(planScenario(scenarios[name], {}).rounds.map(({ journey }) => journey));
    expect([...measured].sort()).toEqual([...JOURNEY_ORDER].sort());
  });
}

test("the minute of a smoke has room for the guide's journeys only, five minutes have it for all", () => {
  const journeys = (durationMs?: number) => [
    ...new Set(planScenario(scenarios.smoke, { durationMs }).rounds.map(({ journey }) => journey)),
  ];
  expect(journeys()).toEqual(GUIDE_JOURNEYS);
  expect(journeys(300_000)).toEqual(JOURNEY_ORDER);
});

test('a round that is to be before the spike is over when it comes', () => {
  const before = planScenario(scenarios.spike, {}).rounds.filter(
    ({ moment }) => moment === 'before the spike',
  );
  expect(before.map(({ journey }) => journey)).toEqual(GUIDE_JOURNEYS);
  for (const { atMs, slotMs } of before) expect(atMs + slotMs).toBeLessThan(71_000);
});

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
