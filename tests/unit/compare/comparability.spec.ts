import { expect, test } from '@playwright/test';
import type { CapacityRecord } from '../../../src/capacity/capacity-record.ts';
import { comparability, isOfOneKind } from '../../../src/compare/comparability.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { madeRun } from '../../made/compared-runs.ts';
import { smallRound } from '../../made/small-record.ts';
import { environmentLimit } from '../../made/verdict.ts';

const target = {
  mediansMs: { 'auth.login': 60 },
  deviation: 0.2,
  ofSlices: 0.02,
  ofSlicesTogether: 0.02,
  ofRuns: 0.003,
  ofRunsTogether: 0.01,
  slices: 2,
  requestsPerSlice: 20,
};
const [one, two] = [madeRun(target, 1).record, madeRun(target, 2).record];
const facts = {
  node: 'v24.21.0',
  host: 'linux x64, 2 × A',
  browser: 'Chromium 141.0.7390.37',
  protocol: 'HTTP/1.1',
};
const rounds = [{ ...smallRound(1, [100, 90]), device: 'desk' }];

function refusals(base: Partial<RunRecord>, other: Partial<RunRecord>): readonly string[] {
  const common = { facts, rounds };
  return comparability({ ...one, ...common, ...base }, { ...two, ...common, ...other }).refusals;
}

test('two runs of one machine, browser and device may be compared', () => {
  expect(refusals({}, {})).toEqual([]);
});

for (const [what, other, found] of [
  [
    'device',
    { rounds: rounds.map((round) => ({ ...round, device: 'lot-tablet' })) },
    'desk against lot-tablet',
  ],
  [
    'help for the web client',
    {
      rounds: rounds.map((round) => ({
        ...round,
        help: [{ shim: 'S1' as const, request: 'GET /', count: 1 }],
      })),
    },
    'no shim against S1',
  ],
  ['browser', { facts: { ...facts, browser: 'Chromium 142.0.1.2' } }, 'Chromium 141 against Chromium 142'],
  ['protocol', { facts: { ...facts, protocol: 'HTTP/2' } }, 'HTTP/1.1 against HTTP/2'],
  ['machine', { facts: { ...facts, host: 'linux x64, 8 × B' } }, 'linux x64, 2 × A against linux x64, 8 × B'],
] as const)
  test(`runs with another ${what} are not compared`, () => {
    expect(refusals({}, other)).toEqual([
      `${what}: ${found}; right would be the same: with another one the figures differ`,
    ]);
  });

test('a patch of the browser changes nothing, and a record of an earlier version says nothing', () => {
  expect(refusals({}, { facts: { ...facts, browser: 'Chromium 141.0.9.9' } })).toEqual([]);
  const { facts: _, ...earlier } = { ...two, rounds, facts };
  expect(comparability({ ...one, rounds, facts }, earlier).refusals).toEqual([]);
});

test('limits of the environment that differ are said, since the figures may still be compared', () => {
  const found = comparability({ ...one, environmentLimits: [environmentLimit] }, two);
  expect(found.refusals).toEqual(comparability(one, two).refusals);
  expect(found.caveats).toContain(
    'limits of the environment: deals.list baseline.p95Ms 450 instead of 300 against those of the tables; ' +
      'figures are compared, not verdicts',
  );
  const same = comparability(
    { ...one, environmentLimits: [environmentLimit] },
    { ...two, environmentLimits: [environmentLimit] },
  );
  expect(same.caveats).toEqual(comparability(one, two).caveats);
});

test('a segment has a part of a load, so the run that it belongs to is compared in its place', () => {
  const [refusal, ...others] = refusals({}, { outcome: 'segment' });
  expect(refusal).toBe(
    `${two.runId} is one of several segments: compare the run that \`npm run merge\` makes of them`,
  );
  expect(others).toEqual([]);
});

const searched: CapacityRecord = {
  kind: 'found',
  unit: 'users',
  most: 500,
  level: 155,
  brokenAt: 161,
  windows: [],
};
const WHY =
  'search for the capacity: a search decides its own load, so its latencies are those of other loads';

test('two searches are not compared, and both capacities are told with their intervals', () => {
  const { brokenAt: _, ...open } = searched;
  expect(refusals({ capacity: searched }, { capacity: { ...searched, level: 140, brokenAt: 144 } })).toEqual([
    `${WHY}; compare the capacities: before between 155 and 161 users, now between 140 and 144 users`,
  ]);
  const notReached = { ...open, kind: 'not reached', level: 500 } as const;
  expect(refusals({ capacity: searched }, { capacity: notReached })).toEqual([
    `${WHY}; compare the capacities: before between 155 and 161 users, now at 500 users or above`,
  ]);
});

test('a search that found no capacity has none to be compared, whatever held on its way', () => {
  expect(refusals({ capacity: searched }, { capacity: { ...searched, kind: 'unfinished' } })).toEqual([
    `${WHY}; right would be to compare the capacities, but not both searches found one`,
  ]);
});

test('a search is not compared with a run of a given load', () => {
  const why = [`${WHY}; right would be two runs of the same load`];
  expect(refusals({ capacity: searched }, {})).toEqual(why);
  expect(refusals({}, { capacity: searched })).toEqual(why);
});

test('two searches of the same settings are of one kind, a search and another run are not', () => {
  const [search, later] = [
    { ...one, capacity: searched },
    { ...two, capacity: searched },
  ];
  expect(isOfOneKind(search, later)).toBe(true);
  expect(isOfOneKind(search, { ...later, vus: 20 })).toBe(false);
  expect(isOfOneKind(search, two)).toBe(false);
  expect(isOfOneKind(one, two)).toBe(true);
});
