import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import type { RunPlan } from '../../../../src/record/run-plan.ts';
import type { SuiteFacts } from '../../../../src/record/suite-facts.ts';
import { allureEnvironment, testParameters } from '../../../../src/report/allure/labels.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';

const { scenarios, journeys } = loadTables();
const scenario = planScenario(scenarios.load, journeys.values(), {});
const plan = { plan: scenario, lanes: ['traffic', 'login'] } as unknown as RunPlan;
const valuesOf = (parameters: ReturnType<typeof testParameters>) =>
  Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

test('a round carries its moment and the load of that moment', () => {
  const second = scenario.rounds.find(({ journey, number }) => journey === 'login' && number === 2);
  expect(
    valuesOf(testParameters(plan, 'login', `login, round 2 of ${second?.of}, at 50 users`)),
  ).toMatchObject({
    round: `2 of ${second?.of}`,
    moment: second?.moment,
    'virtual users': `${second?.vus} planned`,
  });
});

test('a journey that was run alone says so', () => {
  const alone = { ...plan, lanes: ['login'] };
  expect(
    valuesOf(testParameters(alone, 'login', 'login, round 1 of 5, at 50 users'))['virtual users'],
  ).toMatch(/^none/);
});

test('the traffic carries its load, and no parameter makes another test of it', () => {
  const parameters = testParameters(plan, 'traffic', 'traffic of 100 virtual users');
  expect(valuesOf(parameters)).toEqual({ 'virtual users': '100', duration: '10 min' });
  expect(parameters.every(({ excluded }) => excluded)).toBe(true);
});

test('the open model has the same users on the front page as with its traffic: at first, and at most', () => {
  const facts = { node: 'v24', browser: 'Chromium', host: 'linux' } as SuiteFacts;
  const open = { ...plan, plan: planScenario(scenarios.load, [], { vus: 10, ratePerSecond: 200 }), facts };
  expect(valuesOf(testParameters(open, 'traffic', 'traffic of 10 virtual users'))).toMatchObject({
    'virtual users': '10 to 100',
  });
  expect(allureEnvironment({ ...open, baseUrl: 'http://desk.test' })['Virtual users']).toBe('10 to 100');
});
