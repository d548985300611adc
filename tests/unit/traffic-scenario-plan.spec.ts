import { expect, test } from '@playwright/test';
import { JOURNEY_ORDER, planScenario } from '../../src/traffic/scenario-plan.ts';

/** Shapes of the guide's scenarios, each with its rounds spread over it. */
const scenarios = {
  smoke: {
    stages: [
      { durationSeconds: 0, targetVus: 10 },
      { durationSeconds: 60, targetVus: 10 },
    ],
    rounds: [
      { atSeconds: 3, moment: 'early' },
      { atSeconds: 31, moment: 'late' },
    ],
  },
  load: {
    stages: [
      { durationSeconds: 60, targetVus: 50 },
      { durationSeconds: 180, targetVus: 100 },
      { durationSeconds: 300, targetVus: 100 },
      { durationSeconds: 60, targetVus: 0 },
    ],
    rounds: [30, 150, 270, 390, 480].map((atSeconds) => ({ atSeconds, moment: `second ${atSeconds}` })),
  },
  spike: {
    stages: [
      { durationSeconds: 10, targetVus: 100 },
      { durationSeconds: 60, targetVus: 100 },
      { durationSeconds: 10, targetVus: 1000 },
      { durationSeconds: 180, targetVus: 1000 },
      { durationSeconds: 10, targetVus: 100 },
      { durationSeconds: 180, targetVus: 100 },
    ],
    rounds: [15, 85, 170, 300].map((atSeconds) => ({ atSeconds, moment: `second ${atSeconds}` })),
  },
  soak: {
    stages: [
      { durationSeconds: 0, targetVus: 50 },
      { durationSeconds: 7200, targetVus: 50 },
    ],
    rounds: Array.from({ length: 8 }, (_, index) => ({
      atSeconds: 300 + index * 900,
      moment: `hour ${index / 4}`,
    })),
  },
} as const;

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
    ({ moment }) => moment === 'second 85',
  );
  expect(first).toMatchObject({ journey: 'login', atMs: 85_000, vus: 500, number: 2, of: 4 });
});

test('with room for fewer rounds the numbers say how many there are', () => {
  const { rounds } = planScenario(scenarios.smoke, { durationMs: 20_000 });
  expect(rounds.map(({ journey, number, of }) => `${journey} ${number} of ${of}`)).toEqual([
    'login 1 of 1',
    'create-deal 1 of 1',
    'tax-quote 1 of 1',
  ]);
});
