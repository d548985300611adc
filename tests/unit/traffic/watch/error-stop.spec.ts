import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { ErrorStop } from '../../../../src/traffic/watch/error-stop.ts';

const at = (seconds: number, recentFailedShare: number | null) => ({
  elapsedMs: seconds * 1000,
  recentFailedShare,
});

test('a run ends when errors stay above the limit, and not for a peak of them', () => {
  const stop = new ErrorStop({ errorRate: 0.5, forMs: 20_000 });
  expect(stop.look(at(1, 0.9))).toBeUndefined();
  expect(stop.look(at(15, 0.4))).toBeUndefined();
  expect(stop.look(at(16, 0.6))).toBeUndefined();
  expect(stop.look(at(35, 0.6))).toBeUndefined();
  expect(stop.look(at(36, 0.6))).toBe(
    'more than 50 % of the requests failed for 20 s, which ends the run (--stop-at-errors, STOP_AT_ERRORS)',
  );
});

test('seconds without a request end nothing', () => {
  const stop = new ErrorStop({ errorRate: 0.5, forMs: 1_000 });
  expect([stop.look(at(1, null)), stop.look(at(9, null))]).toEqual([undefined, undefined]);
});

test('users who all wait for a target that hangs do not begin the time anew', () => {
  const stop = new ErrorStop({ errorRate: 0.5, forMs: 60_000 });
  for (const [second, share] of [
    [35, 1],
    [46, null],
    [71, 1],
    [82, null],
    [96, null],
  ] as const)
    expect(stop.look(at(second, share)), `second ${second}`).toBeUndefined();
  expect(stop.look(at(107, 1))).toContain('failed for 60 s');
});

test('scenarios that look for the breaking point go on whatever fails, unless the setting says otherwise', () => {
  const { scenarios } = loadTables();
  const stopOf = (name: string, stopAtErrors?: number | 'never') => {
    const row = scenarios[name];
    return row && planScenario(row, [], { stopAtErrors }).stopAbove;
  };
  expect(stopOf('stress')).toBeUndefined();
  expect(stopOf('spike')).toBeUndefined();
  expect(stopOf('smoke')).toEqual({ errorRate: 0.5, forMs: 20_000 });
  expect(stopOf('stress', 0.2)).toEqual({ errorRate: 0.2, forMs: 60_000 });
  expect(stopOf('smoke', 'never')).toBeUndefined();
});

test('no scenario ends for errors before an outage that it is patient with has passed', () => {
  for (const { scenario, goneAfterSeconds = 4, stopAbove } of Object.values(loadTables().scenarios))
    expect(stopAbove?.forSeconds ?? Number.POSITIVE_INFINITY, scenario).toBeGreaterThan(goneAfterSeconds);
});
