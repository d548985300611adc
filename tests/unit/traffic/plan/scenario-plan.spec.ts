import { expect, test } from '@playwright/test';
import { operations } from '../../../../src/target/catalogue.ts';
import { type JourneyToPlan, planRounds } from '../../../../src/traffic/plan/round-plan.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { loadThresholds, PROJECT_TABLES } from '../../../../src/verdict/thresholds/load-thresholds.ts';

const { scenarios, journeys } = loadThresholds(PROJECT_TABLES, {
  operationIds: operations.map(({ id }) => id),
});

const names = [...journeys.keys()];
const inEveryRound = [...journeys.values()]
  .filter(({ everyRound }) => everyRound)
  .map(({ journey }) => journey);
const plan = (scenario: typeof scenarios.smoke, wanted: { durationMs?: number | undefined; vus?: number }) =>
  planScenario(scenario, journeys.values(), wanted);

/** A search has no rounds. */
const withRounds = Object.entries(scenarios).filter(([, { search }]) => search === undefined);

for (const [name, scenario] of withRounds) {
  test(`${name}: each journey of the guide has each round, numbered, at the load of its moment`, () => {
    const planned = plan(scenario, {});
    for (const journey of inEveryRound) {
      const rounds = planned.rounds.filter((round) => round.journey === journey);
      expect(rounds.map(({ number, of }) => [number, of])).toEqual(
        scenario.rounds.map((_, index) => [index + 1, scenario.rounds.length]),
      );
      for (const { moment } of rounds) expect(moment).not.toMatch(/[{}]/);
    }
  });

  for (const durationMs of [undefined, 5_000, 20_000, 60_000, 300_000, 3_600_000]) {
    test(`${name} over ${durationMs ?? 'its own'} ms: no two rounds share a slot, all lie within, each of the guide's journeys stays`, () => {
      const planned = plan(scenario, { durationMs });
      expect(planned.durationMs).toBeCloseTo(durationMs ?? planned.durationMs, 6);
      for (const [index, { atMs, slotMs }] of planned.rounds.entries()) {
        const next = planned.rounds[index + 1];
        if (next !== undefined) expect(next.atMs - atMs).toBeGreaterThanOrEqual(slotMs - 1);
        expect(atMs).toBeGreaterThanOrEqual(0);
        expect(atMs).toBeLessThan(planned.durationMs);
        // One round of each journey stays however short it gets; with more of them each has room for its three visits of
        // about 4 s and its burst of 1 s.
        if (planned.rounds.length > inEveryRound.length) expect(slotMs).toBeGreaterThanOrEqual(5_500);
      }
      for (const journey of inEveryRound)
        expect(planned.rounds.filter((round) => round.journey === journey).length).toBeGreaterThanOrEqual(1);
    });
  }
}

for (const name of ['load', 'stress', 'spike', 'soak'] as const) {
  test(`${name} measures all six journeys`, () => {
    const measured = new Set(plan(scenarios[name], {}).rounds.map(({ journey }) => journey));
    expect([...measured].sort()).toEqual([...names].sort());
  });
}

test('moments that name users or a time have those of the run', () => {
  const momentsOf = (name: 'smoke' | 'load' | 'soak', wanted: { durationMs?: number; vus?: number }) => [
    ...new Set(plan(scenarios[name], wanted).rounds.map(({ moment }) => moment)),
  ];
  expect(momentsOf('load', {})).toEqual(['at 50', 'on the way to 100', 'early at 100', 'late at 100']);
  expect(momentsOf('load', { vus: 7 })).toEqual(['at 4', 'on the way to 7', 'early at 7', 'late at 7']);
  expect(momentsOf('smoke', {})).toEqual(['after 20 s']);
  expect(momentsOf('smoke', { durationMs: 90_000 })).toEqual(['after 30 s']);
  expect(momentsOf('soak', { durationMs: 1_200_000 })).toContain('at 19 min 10 s');
});

test('the minute of a smoke has room for the journeys of every round only, five minutes have it for all', () => {
  const measured = (durationMs?: number) => [
    ...new Set(plan(scenarios.smoke, { durationMs }).rounds.map(({ journey }) => journey)),
  ];
  expect(measured()).toEqual(inEveryRound);
  expect(measured(300_000)).toEqual(names);
});

test('a round that is to be before the spike is over when it comes', () => {
  const before = plan(scenarios.spike, {}).rounds.filter(({ moment }) => moment === 'before the spike');
  expect(before.map(({ journey }) => journey)).toEqual(inEveryRound);
  for (const { atMs, slotMs } of before) expect(atMs + slotMs).toBeLessThan(71_000);
});

test('rounds move with the duration', () => {
  const [own, double] = [undefined, 1_200_000].map((durationMs) => plan(scenarios.load, { durationMs }));
  const login = (planned: typeof own) => planned?.rounds.filter(({ journey }) => journey === 'login') ?? [];
  expect(login(double).map(({ atMs }) => atMs)).toEqual(login(own).map(({ atMs }) => atMs * 2));
  expect(login(double).map(({ vus }) => vus)).toEqual(login(own).map(({ vus }) => vus));
});

test('the load of a round is that of the stages at its start, scaled with the users asked for', () => {
  const [first] = plan(scenarios.spike, { vus: 500 }).rounds.filter(
    ({ moment }) => moment === 'early in the surge',
  );
  expect(first).toMatchObject({ journey: 'login', atMs: 90_000, vus: 500, number: 2, of: 5 });
});

test('with room for fewer rounds the numbers say how many there are', () => {
  const { rounds } = plan(scenarios.smoke, { durationMs: 20_000 });
  expect(rounds.map(({ journey, number, of }) => `${journey} ${number} of ${of}`)).toEqual([
    'login 1 of 1',
    'create-deal 1 of 1',
    'tax-quote 1 of 1',
  ]);
});

test('the order of a round is that of the table, but the journeys of every round come first', () => {
  const table: JourneyToPlan[] = [
    { journey: 'last' },
    { journey: 'first', everyRound: true },
    { journey: 'second', everyRound: true, share: 2 },
  ];
  const rounds = planRounds(
    [{ atMs: 0, moment: 'the only one' }],
    [
      { durationSeconds: 0, targetVus: 10 },
      { durationSeconds: 120, targetVus: 10 },
    ],
    table,
  );
  expect(rounds.map(({ journey }) => journey)).toEqual(['first', 'second', 'last']);
  expect(rounds.map(({ slotMs }) => slotMs / (rounds[0]?.slotMs ?? 0))).toEqual([1, 2, 1]);
});

test('how long a target may be gone is the same in a shortened run: a restart takes its time', () => {
  expect(plan(scenarios.smoke, {}).goneAfterMs).toBe(4_000);
  expect(plan(scenarios.soak, {}).goneAfterMs).toBe(120_000);
  expect(plan(scenarios.soak, { durationMs: 60_000 }).goneAfterMs).toBe(120_000);
  const { goneAfterSeconds: _, ...withoutIt } = scenarios.smoke;
  expect(plan(withoutIt, {})).not.toHaveProperty('goneAfterMs');
});
