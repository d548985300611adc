import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { pairsOf } from '../../../../src/traffic/sockets/socket-users.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';
import { SEARCH } from '../../../made/searched-target.ts';

const row = scenarioRow(loadTables(), 'capacity');
const planned = (wanted: Parameters<typeof planScenario>[2]) => planScenario(row, [], wanted);

test('a search has no rounds, and goes up to the users of the scenario', () => {
  const { search, rounds } = planned({});
  expect(rounds).toEqual([]);
  expect(search).toEqual(SEARCH);
});

test('VUS is the most users, RATE the highest rate, and MIN_CAPACITY a load that is tried', () => {
  expect(planned({ vus: 80 }).search).toMatchObject({ start: 5, most: 80 });
  expect(planned({ ratePerSecond: 240, minCapacity: 90 }).search).toMatchObject({
    unit: 'per second',
    start: 15,
    most: 240,
    step: 0.24,
    minimum: 90,
  });
});

test('DURATION is the longest time; windows become shorter with it, but never too short for a request', () => {
  expect(planned({ durationMs: 450_000 }).search).toMatchObject({
    mostMs: 450_000,
    settleMs: 2_500,
    windowMs: 2_500,
    confirmMs: 15_000,
  });
  expect(planned({ durationMs: 60_000 }).search).toMatchObject({
    settleMs: 1_000,
    windowMs: 2_000,
    confirmMs: 4_000,
  });
});

test('a search has the socket users of its first load, as users or as a rate, and segments share them', () => {
  const plan = planned({ vus: 500 });
  expect(plan.search?.start).toBe(31);
  expect(pairsOf(plan)).toBe(3);
  expect(pairsOf(planned({ vus: 500, ratePerSecond: 300 }))).toBe(3);
  const parts = [1, 2].map((index) => pairsOf(planned({ vus: 500, segment: { index, of: 2 } })));
  expect(parts.sort()).toEqual([1, 2]);
});
