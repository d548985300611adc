import { expect, test } from '@playwright/test';
import type { Segment } from '../../../../src/base/segment.ts';
import { processTables } from '../../../../src/record/process-settings.ts';
import { ArrivalSchedule } from '../../../../src/traffic/arrivals/arrival-schedule.ts';
import type { ArrivalPlan } from '../../../../src/traffic/plan/arrival-plan.ts';
import { judgedPhases } from '../../../../src/traffic/plan/judged-phases.ts';
import { planScenario, type ScenarioPlan } from '../../../../src/traffic/plan/scenario-plan.ts';
import { stagesDurationMs, vusAt } from '../../../../src/traffic/plan/stages.ts';
import { pairsOf } from '../../../../src/traffic/sockets/socket-users.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';

const tables = processTables();
const SCENARIOS = ['smoke', 'load', 'stress', 'spike', 'soak'];

type Wanted = Parameters<typeof planScenario>[2];

function planned(scenario: string, wanted: Wanted = {}): ScenarioPlan {
  return planScenario(scenarioRow(tables, scenario), tables.journeys.values(), wanted);
}

function parts(scenario: string, of: number, wanted: Wanted = {}): ScenarioPlan[] {
  return Array.from({ length: of }, (_, index): Segment => ({ index: index + 1, of })).map((segment) =>
    planned(scenario, { ...wanted, segment }),
  );
}

function arrivalsOf(plan: ArrivalPlan | undefined): number[] {
  if (plan === undefined) throw new Error('found no arrivals in the plan');
  const { stages, pattern, firstPlace = 0 } = plan;
  const schedule = new ArrivalSchedule(stages, pattern, { firstPlace });
  const times: number[] = [];
  for (let ms = schedule.next(); ms !== undefined; ms = schedule.next()) times.push(ms);
  return times;
}

for (const scenario of SCENARIOS)
  test(`the users of the segments of ${scenario} add up to those of the whole`, () => {
    const whole = planned(scenario);
    const durationMs = stagesDurationMs(whole.stages);
    const plateaus = judgedPhases(whole).filter(({ kind }) => kind === 'plateau');
    const wrong: string[] = [];
    for (const count of [2, 3, 4]) {
      const some = parts(scenario, count);
      const usersAt = (atMs: number) =>
        some.map(({ stages }) => vusAt(stages, atMs)).reduce((all, users) => all + users, 0);
      for (const { endMs } of plateaus)
        if (usersAt(endMs - 1) !== vusAt(whole.stages, endMs - 1)) wrong.push(`${count} before ${endMs} ms`);
      for (let atMs = 0; atMs < durationMs; atMs += durationMs / 200)
        if (Math.abs(usersAt(atMs) - vusAt(whole.stages, atMs)) > count) wrong.push(`${count} at ${atMs} ms`);
    }
    expect(wrong).toEqual([]);
  });

test('arrivals at even distances are dealt out in turn: all segments together send those of the whole', () => {
  const wanted: Wanted = { ratePerSecond: 37, durationMs: 30_000, vus: 20 };
  const whole = arrivalsOf(planned('load', wanted).arrivals);
  const dealt = parts('load', 4, wanted)
    .flatMap(({ arrivals }) => arrivalsOf(arrivals))
    .sort((a, b) => a - b);
  expect(dealt).toHaveLength(whole.length);
  const apart = dealt.map((ms, index) => Math.abs(ms - (whole[index] ?? Number.NaN)));
  expect(Math.max(...apart)).toBeLessThan(0.001);
});

test('independent arrivals come at the rate of the share', () => {
  const [one] = parts('load', 4, { ratePerSecond: 400, arrivalPattern: 'poisson', vus: 20 });
  const whole = planned('load', { ratePerSecond: 400, arrivalPattern: 'poisson', vus: 20 });
  const share = arrivalsOf(one?.arrivals).length / arrivalsOf(whole.arrivals).length;
  expect(Math.abs(share - 1 / 4)).toBeLessThan(0.01);
});

test('users at most, and pairs of socket users, are shared too', () => {
  const wanted: Wanted = { ratePerSecond: 50, maxVus: 101, vus: 10 };
  const most = parts('load', 4, wanted).map(({ arrivals }) => arrivals?.maxUsers ?? 0);
  expect(most.reduce((all, each) => all + each, 0)).toBe(101);
  const pairs = parts('stress', 4).map(pairsOf);
  expect(pairs.reduce((all, each) => all + each, 0)).toBe(pairsOf(planned('stress')));
});

test('the first segment has all rounds, and all segments have the phases and the overload of the whole', () => {
  const whole = planned('stress');
  const [first, ...others] = parts('stress', 3);
  expect(first?.rounds).toEqual(whole.rounds);
  expect(others.map(({ rounds }) => rounds.length)).toEqual([0, 0]);
  for (const part of [first, ...others]) {
    expect(part && judgedPhases(part)).toEqual(judgedPhases(whole));
    expect(part?.overload).toEqual(whole.overload);
    expect(part?.partOf?.whole).toEqual(whole);
  }
});
