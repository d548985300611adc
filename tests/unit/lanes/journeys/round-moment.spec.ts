import { expect, test } from '@playwright/test';
import { leftOutReason } from '../../../../lanes/journeys/round-moment.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';

const tables = loadTables();

/** When the first round of a journey after a moment gets its turn, and whether it is left out then. */
function leftOut(scenario: string, afterMs: number, lateMs: (slotMs: number) => number): string | undefined {
  const plan = planScenario(scenarioRow(tables, scenario), tables.journeys.values(), {});
  const round = plan.rounds.find(({ atMs }) => atMs >= afterMs);
  if (round === undefined) throw new Error(`no round after ${afterMs} ms`);
  const run = { plan: { plan } } as Pick<RunContext, 'plan'>;
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
  expect(leftOut('smoke', 0, () => 60_000)).toBeUndefined();
});
