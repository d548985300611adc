import { expect, test } from '@playwright/test';
import { type BegunRound, measureFigures } from '../../../../lanes/journeys/measure-figures.ts';
import type { Visits } from '../../../../lanes/journeys/visits.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { operationById } from '../../../../src/target/catalogue.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';

const thresholds = loadTables();
const plan = planScenario(scenarioRow(thresholds, 'smoke'), thresholds.journeys.values(), {});
const visitMs = 1_000;

/** A round of a smoke that has its turn so long before the users go, each of whose visits takes a second. */
async function roundWith(
  leftMs: number,
  { hasBurst, stopped }: { readonly hasBurst: boolean; readonly stopped?: string },
) {
  let nowMs = plan.durationMs - leftMs;
  const did: string[] = [];
  const run = {
    thresholds,
    plan: { plan, lanes: ['traffic'], rateLimits: { enabled: false } },
    settings: {},
    clock: { elapsedMs: () => nowMs, stopReason: () => stopped },
    get allowance() {
      throw new Error('it was to be sent');
    },
  };
  const visits = {
    run,
    journey: { name: 'login' },
    hasRoomForOneMore: () => true,
    closePages: async () => did.push('pages closed'),
    take: async () => {
      nowMs += visitMs;
      return [{ step: 'sign in', ms: nowMs }];
    },
  } as unknown as Visits;
  const begun = {
    run,
    round: plan.rounds[0],
    testInfo: test.info(),
    operation: hasBurst ? operationById('auth.login') : undefined,
    turn: { does: async ({ kind }: { readonly kind: string }) => did.push(kind) },
  } as unknown as BegunRound;
  const measured = await measureFigures(begun, visits);
  return { ...measured, did };
}

test('a round that the users outlast has nothing after them, and sends its burst when its pages are closed', async () => {
  const { afterUsers, brokenOffBy, did } = await roundWith(20_000, { hasBurst: true });
  expect(afterUsers).toBeUndefined();
  expect(did).toEqual(['pages closed', 'burst', 'visits']);
  expect(brokenOffBy).toEqual(new Error('it was to be sent'));
});

test('a burst that would end when the users have gone is not sent, and the round says so', async () => {
  const { afterUsers, burst, did } = await roundWith(3 * visitMs + 500, { hasBurst: true });
  expect(afterUsers).toEqual({ visits: 0, burst: true });
  expect([burst, did]).toEqual([undefined, []]);
});

test('a round says how many of its visits and whether its burst came when the users had gone', async () => {
  const { afterUsers, steps, did } = await roundWith(2 * visitMs + 500, { hasBurst: true });
  expect(afterUsers).toEqual({ visits: 1, burst: true });
  expect(steps).toMatchObject([{ step: 'sign in', visitsMs: [expect.any(Number)] }]);
  expect(did).toEqual([]);
});

test('a burst that no late end kept from being sent is not said to have come after the users', async () => {
  const withoutBurst = await roundWith(2 * visitMs + 500, { hasBurst: false });
  expect(withoutBurst.afterUsers).toEqual({ visits: 1, burst: false });
  const ended = await roundWith(20_000, { hasBurst: true, stopped: 'it was interrupted' });
  expect([ended.afterUsers, ended.did]).toEqual([undefined, []]);
});
