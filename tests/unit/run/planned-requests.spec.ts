import { expect, test } from '@playwright/test';
import { mostUsers, plannedRequests, trafficElsewhere } from '../../../src/run/planned-requests.ts';
import type { PlannedRound } from '../../../src/traffic/plan/round-plan.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';

const scenario = { stages: [{ durationSeconds: 60, targetVus: 10 }], rounds: [] };
const closed = planScenario(scenario, [], {});
const open = planScenario(scenario, [], { ratePerSecond: 50 });

test('a closed model is planned from what its users do, plus the pairs on sockets', () => {
  // 10 users at 140 a minute each, and one pair with three requests every two seconds.
  expect(plannedRequests(closed, true).perDealershipPerMinute).toBe(10 * 140 + 90);
});

test('an open model is planned by its rate, whatever the number of users', () => {
  const planned = plannedRequests(open, true);
  expect(planned.perDealershipPerMinute).toBe(50 * 60 + 90);
  expect(planned.perUserPerMinute).toBe(300 + 90);
});

test('visits of the auth service count for the address where users do not have their own', () => {
  const own = plannedRequests(closed, true).perAddressPerMinute;
  expect(plannedRequests(closed, false).perAddressPerMinute).toBeGreaterThan(own);
});

test('journeys count: the visits that each round needs, in the minute with the most rounds', () => {
  const rounds = [0, 10_000, 20_000, 70_000].map((atMs) => ({ journey: 'login', atMs }) as PlannedRound);
  const without = plannedRequests(closed, true);
  const planned = plannedRequests({ ...closed, rounds }, true);
  expect(planned.perAddressPerMinute - without.perAddressPerMinute).toBe(3 * (2 + 3));
  const many = Array.from({ length: 10 }, (_, index) => ({ journey: 'login', atMs: index }) as PlannedRound);
  expect(plannedRequests({ ...closed, rounds: many }, true).perUserPerMinute).toBe(10 * 3 * 12);
});

test('what the traffic sends from the address of all lanes is known where users have none of their own', () => {
  expect(trafficElsewhere(false)).toEqual({ ip: 36 });
  expect(trafficElsewhere(true)).toEqual({});
});

test('without a scenario nothing is planned', () => {
  expect(plannedRequests(undefined, true)).toEqual({
    perUserPerMinute: 0,
    perDealershipPerMinute: 0,
    perAddressPerMinute: 0,
  });
});

test('the way out of limits that are too low is the largest number of users that stays within them', () => {
  const within = (most: number) => (planned: { perDealershipPerMinute: number }) =>
    planned.perDealershipPerMinute <= most;
  expect(mostUsers(closed, true, within(5_000))).toBe(10);
  expect(mostUsers(closed, true, within(7 * 140 + 90))).toBe(7);
  expect(mostUsers(closed, true, within(100))).toBeUndefined();
  // Fewer users send as many requests in the open model.
  expect(mostUsers(open, true, within(100))).toBeUndefined();
});

test('the sign-in of many accounts is paced and counts for no minute; the renewal of their tokens does', () => {
  const many = planScenario({ ...scenario, stages: [{ durationSeconds: 60, targetVus: 2_000 }] }, [], {});
  const usual = plannedRequests(many, true).perAddressPerMinute;
  expect(usual).toBe(2 * 51);
  expect(plannedRequests(many, true, 1_400).perAddressPerMinute).toBe(100);
  // Each account has 200 requests of its users and one pair on sockets.
  expect(plannedRequests(many, true, 1_400).perUserPerMinute).toBe(200 + 90);
  expect(trafficElsewhere(false, 1_400)).toEqual({ ip: 136 });
  expect(trafficElsewhere(true, 50)).toEqual({});
});
