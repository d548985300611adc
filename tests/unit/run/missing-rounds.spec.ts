import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import type { RunFolder } from '../../../src/record/run-folder.ts';
import { plannedRounds } from '../../../src/run/missing-rounds.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../src/verdict/thresholds/thresholds.ts';

const tables = loadTables();
const plan = planScenario(scenarioRow(tables, 'spike'), tables.journeys.values(), {});
const lanes = ['traffic', 'login', 'create-deal'];
const ofLanes = plan.rounds.filter(({ journey }) => lanes.includes(journey));

/** A folder in which some rounds left the reason why they were not measured. */
function folderWith(reasons: Readonly<Record<string, string>> = {}): Pick<RunFolder, 'read'> {
  const read = (name: string) => (reasons[name] === undefined ? undefined : { why: reasons[name] });
  return { read: read as RunFolder['read'] };
}

test('the planned rounds of the chosen journeys that left no figures are named, with the reason where there is one', () => {
  const measured = ofLanes.filter(
    ({ journey, number }) => journey !== 'create-deal' || number < 2 || number > 3,
  );
  const folder = folderWith({ 'left-out/create-deal-2.json': 'left out: the users are gone' });
  const [second, third] = [2, 3].map((number) =>
    ofLanes.find((round) => round.journey === 'create-deal' && round.number === number),
  );
  expect(plannedRounds(folder, { plan, lanes }, measured, undefined).missingRounds).toEqual([
    { journey: 'create-deal', number: 2, of: 5, moment: second?.moment, why: 'left out: the users are gone' },
    { journey: 'create-deal', number: 3, of: 5, moment: third?.moment },
  ]);
  expect(plannedRounds(folder, { plan, lanes }, ofLanes, undefined)).toEqual({});
});

test('without traffic no round has its moment, so none is missing, and nothing was promised', () => {
  expect(plannedRounds(folderWith(), { plan, lanes: ['login'] }, [], undefined)).toEqual({});
  expect(plannedRounds(folderWith(), { plan: undefined, lanes }, [], 60_000)).toEqual({});
});

test('what the plan left to the users alone is its time less the slots of its rounds, as far as the traffic got', () => {
  const slotsMs = ofLanes.reduce((sum, { slotMs }) => sum + slotMs, 0);
  const planned = (elapsedMs: number) =>
    plannedRounds(folderWith(), { plan, lanes }, ofLanes, elapsedMs).plannedUndisturbedMs;
  expect(planned(plan.durationMs)).toBeCloseTo(plan.durationMs - slotsMs);
  const [first] = ofLanes;
  expect(planned(first?.atMs ?? 0)).toBe(first?.atMs);
});
