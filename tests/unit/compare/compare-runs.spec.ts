import { expect, test } from '@playwright/test';
import { compareRuns, type MeasuredRun } from '../../../src/compare/compare-runs.ts';
import type { MadeComparison } from '../../../src/compare/comparison.ts';
import { comparisonText } from '../../../src/compare/comparison-text.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { limitOf } from '../../../src/verdict/verdict.ts';
import { type MadeTarget, madeRun } from '../../made/compared-runs.ts';
import { smallRecord, smallRound } from '../../made/small-record.ts';
import { madeVerdicts, operation } from '../../made/verdict.ts';

const small: MadeTarget = {
  mediansMs: { 'auth.login': 60, 'deals.create': 20, 'deals.get': 8, 'tax.calculate': 3, 'users.list': 12 },
  deviation: 0.2,
  ofSlices: 0.02,
  ofSlicesTogether: 0.02,
  ofRuns: 0.003,
  ofRunsTogether: 0.01,
  slices: 12,
  requestsPerSlice: 100,
};

const [base, same, slower] = [
  madeRun(small, 1),
  madeRun(small, 2),
  madeRun(small, 3, { 'deals.create': 1.5, 'deals.get': 0.6 }),
];

function compared(one: MeasuredRun, other: MeasuredRun): MadeComparison {
  const comparison = compareRuns(one, other);
  if (comparison.kind !== 'compared') throw new Error(comparison.reasons.join('; '));
  return comparison;
}

/** The run with another record. */
function but(run: MeasuredRun, different: Partial<RunRecord>): MeasuredRun {
  return { ...run, record: { ...run.record, ...different } };
}

test('an operation that takes half as long again has regressed, one that takes less has improved', () => {
  const { rows } = compared(base, slower);
  const verdicts = (subject: string) =>
    rows.filter((row) => row.subject === subject).map(({ statistic, verdict }) => [statistic, verdict]);
  expect(verdicts('deals.create')).toEqual([
    ['p50', 'regressed'],
    ['p95', 'regressed'],
    ['p99', 'regressed'],
  ]);
  expect(verdicts('deals.get').slice(0, 2)).toEqual([
    ['p50', 'improved'],
    ['p95', 'improved'],
  ]);
  expect(verdicts('tax.calculate').every(([, verdict]) => verdict === 'not distinguishable')).toBe(true);
});

test('the interval has the change in it, and the truth', () => {
  const row = compared(base, slower).rows.find((each) => each.subject === 'deals.create');
  const { change = 0, interval = {}, smallestVisible = 0 } = row ?? {};
  expect(interval.lower ?? 1).toBeLessThan(0.5);
  expect(interval.upper ?? 0).toBeGreaterThan(0.5);
  expect(interval.lower ?? 1).toBeLessThan(change);
  expect(smallestVisible).toBeGreaterThan(0.02);
  expect(smallestVisible).toBeLessThan(0.2);
});

test('the p95 over all requests is compared as the scenario has it, and judged against the operations', () => {
  const ofAll = (run: MeasuredRun) =>
    compared(base, run).rows.filter(({ subject }) => subject === 'all successful requests');
  expect(ofAll(same)).toMatchObject([{ kind: 'traffic', statistic: 'p95', verdict: 'not distinguishable' }]);
  // The slowest operation, one request in five, is all of the tail.
  expect(ofAll(madeRun(small, 6, { 'auth.login': 1.5 }))).toMatchObject([
    { verdict: 'regressed', baseSamples: 6_000 },
  ]);
});

test('compared the other way round, faster and slower change places', () => {
  const forth = compared(base, slower).rows;
  const back = compared(slower, base).rows;
  const turned = {
    improved: 'regressed',
    regressed: 'improved',
    'not distinguishable': 'not distinguishable',
  };
  expect(back.map(({ verdict }) => verdict)).toEqual(forth.map(({ verdict }) => turned[verdict]));
});

test('the same two runs always give the same comparison', () => {
  expect(compareRuns(base, slower)).toEqual(compareRuns(base, slower));
});

test('a target that is a third slower as a whole is reported once, not operation by operation', () => {
  const all = Object.fromEntries(Object.keys(small.mediansMs).map((id) => [id, 1.33]));
  const { together, rows } = compared(base, madeRun(small, 4, all));
  expect(together?.verdict).toBe('regressed');
  expect(together?.change).toBeCloseTo(0.33, 1);
  expect(rows.some(({ reason }) => reason === 'it moved with all the others')).toBe(true);
  expect(rows.filter(({ verdict }) => verdict === 'regressed')).toEqual([]);
});

test('an operation that is slower on a machine that is slower stands out from the others', () => {
  const all = Object.fromEntries(Object.keys(small.mediansMs).map((id) => [id, 1.2]));
  const { rows } = compared(base, madeRun(small, 5, { ...all, 'deals.create': 1.8 }));
  const regressed = rows.filter(({ verdict }) => verdict === 'regressed').map(({ subject }) => subject);
  expect([...new Set(regressed)]).toEqual(['deals.create']);
});

test('slices in which the measurer was starved are left out', () => {
  const disturbed = slower.slices.map((slice, index) =>
    index < 6 ? { ...slice, disturbed: ['starved'] } : slice,
  );
  const mixed = { ...base, slices: [...disturbed.slice(0, 6), ...base.slices] };
  expect(compared(mixed, same).rows).toEqual(compared(base, same).rows);
});

test('ramps are left out where there are plateaus', () => {
  const ramps = slower.slices.map((slice) => ({ ...slice, phase: 'ramp' as const }));
  expect(compared({ ...base, slices: [...ramps, ...base.slices] }, same).rows).toEqual(
    compared(base, same).rows,
  );
});

test('a verdict that flipped is in the second line, with the limits that are broken now', () => {
  const limit = limitOf(operation('auth.login'), 'p95', 'baseline', 300);
  const interval = { lower: 400, upper: 600 };
  const [verdict] = madeVerdicts([{ ...limit, kind: 'fail', figure: 500, samples: 100, interval }]);
  if (verdict === undefined) throw new Error('no verdict');
  const failed = but(same, { outcome: 'fail', verdicts: [verdict] });
  expect(comparisonText(compared(base, failed)).split('\n')[1]).toBe(
    'passed before, failed now: auth.login p95. Each run is judged alone, so a changed verdict by itself is not a measured difference',
  );
  expect(comparisonText(compared(failed, base)).split('\n')[1]).toContain(
    'failed (auth.login p95) before, passed now',
  );
  expect(comparisonText(compared(base, same)).split('\n')[1]).toBe('passed before and now');
});

for (const [what, different] of [
  ['scenario', { scenario: 'load' }],
  ['environment', { environment: 'staging' }],
  ['virtual users', { vus: 20 }],
  ['arrivals per second', { ratePerSecond: 50 }],
  ['is invalid', { outcome: 'invalid', reasons: [{ kind: 'invalid', text: 'the measurer was starved' }] }],
  [
    'is not complete',
    { outcome: 'could not run', reasons: [{ kind: 'interrupted', text: 'the run was interrupted' }] },
  ],
] satisfies [string, Partial<RunRecord>][]) {
  test(`two runs are refused with the reason: ${what}`, () => {
    const comparison = compareRuns(base, but(same, different));
    expect(comparison.kind).toBe('refused');
    expect(comparison.kind === 'refused' ? comparison.reasons : []).toEqual([expect.stringContaining(what)]);
  });
}

test('latencies without rounds are not compared with those of older versions, which include them', () => {
  const rounds = [smallRound(1, [80, 60, 70])];
  const withLatencies = (run: MeasuredRun, undisturbedMs: number | undefined) => {
    const { undisturbedMs: _, ...traffic } = smallRecord().traffic ?? {};
    const changed = { ...traffic, ...(undisturbedMs !== undefined && { undisturbedMs }) };
    return but(run, { rounds, traffic: changed as RunRecord['traffic'] });
  };
  const refused = compareRuns(withLatencies(base, undefined), withLatencies(same, 20_000));
  expect(refused).toMatchObject({
    reasons: [expect.stringContaining('latencies of the traffic: rounds included against without rounds')],
  });
  expect(compareRuns(withLatencies(base, 9_000), withLatencies(same, 20_000)).kind).toBe('compared');
});

test('a run is not compared with itself', () => {
  expect(compareRuns(base, base)).toMatchObject({
    kind: 'refused',
    reasons: [expect.stringContaining('itself')],
  });
});

test('a run with faults of the embedded Desk Studio is compared with one without, and said', () => {
  const facts = { node: 'v24', browser: 'Chromium', host: 'linux' };
  const sound = { ...base, sandbox: true, facts };
  const faulty = { ...facts, sandboxFaults: 'deals.create:db+300' };
  const { caveats } = compared(sound, but(same, { sandbox: true, facts: faulty }));
  expect(caveats).toEqual([expect.stringContaining('none against deals.create:db+300')]);
});

test('another target or duration is compared, and said', () => {
  const { caveats } = compared(base, but(same, { baseUrl: 'http://elsewhere', plannedDurationMs: 30_000 }));
  expect(caveats).toEqual([expect.stringContaining('duration'), expect.stringContaining('target')]);
});

/** A run whose journeys took these times in its rounds, step by step. */
function withSteps(run: MeasuredRun, factor: number): MeasuredRun {
  const rounds = ['login', 'create-deal', 'tax-quote', 'open-deal', 'check-in'].flatMap((journey, index) =>
    [1, 2].map((number) => ({
      ...smallRound(
        number,
        [3, 1, 1.01, 0.99, 1.02].map((each) => each * factor * (100 + 20 * index)),
      ),
      journey,
    })),
  );
  return but(run, { rounds });
}

test('steps that all became slower are one line, in the headline too', () => {
  const slowed = compared(withSteps(base, 1), withSteps(same, 2.2));
  expect(slowed.stepsTogether?.verdict).toBe('regressed');
  const text = comparisonText(slowed);
  expect(text).toContain('all steps of journeys slower together: +120 %');
  expect(text).not.toContain('no difference that these two runs could tell');
  expect(text).toMatch(/All steps: the median of \d+ steps of journeys moved by \+120 %/);
});

test('steps that take as long as before have not moved together', () => {
  const { stepsTogether } = compared(withSteps(base, 1), withSteps(same, 1));
  expect(stepsTogether?.verdict).toBe('not distinguishable');
});
