import { expect, test } from '@playwright/test';
import { endOf, leftMs, leftOutReason, metNoUsersReason } from '../../../../lanes/journeys/round-moment.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

const tables = loadTables();

/** A run of a scenario, and its first round after a moment. */
function firstRound(scenario: string, afterMs: number) {
  const plan = planScenario(scenarioRow(tables, scenario), tables.journeys.values(), {});
  const round = plan.rounds.find(({ atMs }) => atMs >= afterMs);
  if (round === undefined) throw new Error(`no round after ${afterMs} ms`);
  return { round, run: { plan: { plan, lanes: ['traffic'] } } as unknown as RunContext };
}

/** When the first round of a journey after a moment gets its turn, and whether it is left out then. */
function leftOut(scenario: string, afterMs: number, lateMs: (slotMs: number) => number): string | undefined {
  const { round, run } = firstRound(scenario, afterMs);
  return leftOutReason(run, round, round.atMs + lateMs(round.slotMs));
}

test('under overload a round that is late by more than two lengths of its slot is left out, and says why', () => {
  expect(leftOut('spike', 90_000, (slotMs) => 2 * slotMs)).toBeUndefined();
  expect(leftOut('spike', 90_000, (slotMs) => 2 * slotMs + 1)).toMatch(
    /^left out: the rounds before it took \d+ s longer than planned, and the scenario's limits/,
  );
});

test('at normal load a late round is measured: its limits are judged', () => {
  expect(leftOut('spike', 30_000, () => 60_000)).toBeUndefined();
  expect(leftOut('smoke', 0, () => 30_000)).toBeUndefined();
});

test('a round that has its turn when the users leave, or have left, is left out', () => {
  const { round, run } = firstRound('smoke', 0);
  const usersEndMs = 60_000;
  expect(leftOutReason(run, round, usersEndMs - round.slotMs / 2)).toBeUndefined();
  expect(leftOutReason(run, round, usersEndMs - round.slotMs / 2 + 1)).toMatch(
    /^left out: the rounds before it took \d+(\.\d)? s longer than planned, because this machine or the target was too slow for them, and the users are gone/,
  );
  expect(leftOutReason(run, round, undefined)).toBeUndefined();
  expect(leftOutReason(run, round, usersEndMs + 4_000)).toMatch(/the users are gone/);
});

test('a burst that outlasts the users holds no limit', () => {
  expect(metNoUsersReason(300)).toBeUndefined();
  expect(metNoUsersReason(-1_000)).toBeUndefined();
  expect(metNoUsersReason(-5_000)).toBe('the burst was slow, and its last 5 s met no users');
  expect(metNoUsersReason(Number.POSITIVE_INFINITY)).toBeUndefined();
});

test('the users are there until the end of the plan, and without traffic there is no such end', () => {
  const { run } = firstRound('smoke', 0);
  const at = (elapsedMs: number | undefined, lanes = ['traffic']) =>
    leftMs({ plan: { ...run.plan, lanes }, clock: { elapsedMs: () => elapsedMs } } as unknown as RunContext);
  expect(at(45_000)).toBe(15_000);
  expect(at(64_000)).toBe(-4_000);
  expect(at(undefined)).toBe(Number.POSITIVE_INFINITY);
  expect(at(64_000, ['login'])).toBe(Number.POSITIVE_INFINITY);
});

test('under overload a round is broken off after two lengths of its slot, at normal load never', () => {
  const clock = new FakeClock();
  const { round, run } = firstRound('stress', 600_000);
  const slots = 2 * round.slotMs;
  expect(endOf(run, round, clock)).toEqual({
    atMs: clock.nowMs() + slots,
    why: expect.stringMatching(/^its visits were not done after \d+(\.\d)? s, and the scenario's limits/),
  });
  const normal = firstRound('stress', 0);
  expect(endOf(normal.run, normal.round, clock)).toBeUndefined();
});

/** The time is looked at every quarter of a second, and a page that makes something gets 2 s to learn its id. */
const LATEST_CLOSE_MS = 2_250;

test('however slow the pages are, rounds leave the highest load of a stress and a spike three tenths of its time', () => {
  for (const [scenario, fromMs, toMs] of [
    ['stress', 660_000, 780_000],
    ['spike', 80_000, 260_000],
  ] as const) {
    const plan = planScenario(scenarioRow(tables, scenario), tables.journeys.values(), {});
    let busyUntilMs = 0;
    let takenMs = 0;
    for (const round of plan.rounds) {
      const beginsMs = Math.max(round.atMs, busyUntilMs);
      const run = { plan: { plan, lanes: ['traffic'] } } as unknown as RunContext;
      if (leftOutReason(run, round, beginsMs) !== undefined) continue;
      busyUntilMs = beginsMs + 2 * round.slotMs + LATEST_CLOSE_MS;
      takenMs += Math.max(0, Math.min(toMs, busyUntilMs) - Math.max(fromMs, beginsMs));
    }
    expect(takenMs / (toMs - fromMs), scenario).toBeLessThan(0.7);
  }
});
