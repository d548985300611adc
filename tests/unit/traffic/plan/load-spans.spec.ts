import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { isNormalLoad, loadAt } from '../../../../src/traffic/plan/load-spans.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';

const tables = loadTables();

function overloadOf(scenario: string, wanted: Parameters<typeof planScenario>[2] = {}) {
  return planScenario(scenarioRow(tables, scenario), [], wanted).overload;
}

/** `kind from-to s: load to load` of each stretch. */
function wordsOf(overload: ReturnType<typeof overloadOf>): string[] | undefined {
  return overload?.spans.map(
    ({ kind, fromMs, toMs, from, to }) => `${kind} ${fromMs / 1000}-${toMs / 1000} s: ${from} to ${to}`,
  );
}

test('stress is normal load up to 100 users, then overload by stages, and recovers to its end', () => {
  expect(wordsOf(overloadOf('stress'))).toEqual([
    'normal 0-120 s: 0 to 100',
    'overload 120-300 s: 100 to 200',
    'overload 300-480 s: 200 to 300',
    'overload 480-660 s: 300 to 400',
    'overload 660-780 s: 400 to 500',
    'recovering 780-876 s: 500 to 100',
    'recovering 876-900 s: 100 to 0',
  ]);
});

test('a spike is normal load before it, and a minute after it', () => {
  expect(wordsOf(overloadOf('spike'))).toEqual([
    'normal 0-10 s: 0 to 100',
    'normal 10-70 s: 100 to 100',
    'overload 70-80 s: 100 to 1000',
    'overload 80-260 s: 1000 to 1000',
    'recovering 260-270 s: 1000 to 100',
    'recovering 270-330 s: 100 to 100',
    'normal 330-450 s: 100 to 100',
  ]);
});

test('smoke, load and soak are normal load everywhere, however many users they are given', () => {
  for (const scenario of ['smoke', 'load', 'soak'])
    expect(overloadOf(scenario, { vus: 900 })).toBeUndefined();
});

test('with at most as many users as on a normal day nothing is overload', () => {
  expect(overloadOf('stress', { vus: 50 })).toBeUndefined();
  expect(overloadOf('spike', { vus: 100 })).toBeUndefined();
  expect(overloadOf('spike', { vus: 101 })).toBeDefined();
});

test('more users begin the overload earlier, in the middle of a stage', () => {
  expect(wordsOf(overloadOf('stress', { vus: 1_000 }))?.slice(0, 3)).toEqual([
    'normal 0-60 s: 0 to 100',
    'overload 60-120 s: 100 to 200',
    'overload 120-300 s: 200 to 400',
  ]);
});

test('overload begins at exactly the load of a normal day, also in the middle of a ramp', () => {
  const spans = overloadOf('spike', { vus: 200, durationMs: 90_000 })?.spans ?? [];
  const overload = spans.findIndex(({ kind }) => kind === 'overload');
  expect([spans[overload - 1]?.to, spans[overload]?.from]).toEqual([100, 100]);
});

test('a spike whose beginning has too many users already has no normal load but the way there', () => {
  const kinds = overloadOf('spike', { vus: 5_000 })?.spans.map(({ kind }) => kind);
  expect(kinds).toEqual(['normal', 'overload', 'overload', 'overload', 'overload', 'recovering', 'overload']);
});

test('a shorter run recovers for a shorter time', () => {
  expect(wordsOf(overloadOf('spike', { durationMs: 45_000 }))?.slice(-2)).toEqual([
    'recovering 27-33 s: 100 to 100',
    'normal 33-45 s: 100 to 100',
  ]);
});

test('in the open model the load is the rate, and normal load is what 100 users send', () => {
  const overload = overloadOf('stress', { ratePerSecond: 1_000 });
  expect(overload).toMatchObject({ unit: 'per second', above: expect.closeTo(233.3, 1) });
  expect(overload?.spans[0]).toMatchObject({ kind: 'normal', from: 0, to: expect.closeTo(200) });
  expect(overload?.spans[1]).toMatchObject({ kind: 'normal', to: expect.closeTo(233.3, 1) });
  expect(overload?.spans[2]).toMatchObject({ kind: 'overload', to: expect.closeTo(400) });
  expect(overloadOf('stress', { ratePerSecond: 200 })).toBeUndefined();
});

test('a moment belongs to its stretch, and what ends after the last one to that', () => {
  const overload = overloadOf('spike');
  if (overload === undefined) throw new Error('spike has an overload');
  const kinds = [69_999, 70_001, 265_000, 300_000, 331_000, 460_000].map((ms) => loadAt(overload, ms)?.kind);
  expect(kinds).toEqual(['normal', 'overload', 'recovering', 'recovering', 'normal', 'normal']);
});

test('a round is under normal load only when all of it is', () => {
  const overload = overloadOf('stress');
  expect(isNormalLoad(overload, 107_000, 117_000)).toBe(true);
  expect(isNormalLoad(overload, 110_000, 120_000)).toBe(true);
  expect(isNormalLoad(overload, 115_000, 125_000)).toBe(false);
  expect(isNormalLoad(undefined, 115_000, 125_000)).toBe(true);
});
