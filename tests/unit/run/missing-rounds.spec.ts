import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { missingRounds } from '../../../src/run/missing-rounds.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../src/verdict/thresholds/thresholds.ts';

const tables = loadTables();
const plan = planScenario(scenarioRow(tables, 'spike'), tables.journeys.values(), {});
const lanes = ['traffic', 'login', 'create-deal'];
const ofLanes = plan.rounds.filter(({ journey }) => lanes.includes(journey));

test('the planned rounds of the chosen journeys that left no figures are named', () => {
  const measured = ofLanes.filter(({ journey, number }) => journey !== 'create-deal' || number !== 2);
  expect(missingRounds({ plan, lanes }, measured)).toEqual([
    { journey: 'create-deal', number: 2, of: 5, moment: 'early in the surge' },
  ]);
  expect(missingRounds({ plan, lanes }, ofLanes)).toEqual([]);
});

test('without traffic no round has its moment, so none is missing', () => {
  expect(missingRounds({ plan, lanes: ['login'] }, [])).toEqual([]);
  expect(missingRounds({ plan: undefined, lanes }, [])).toEqual([]);
});
