import { expect, test } from '@playwright/test';
import { comparability } from '../../../src/compare/comparability.ts';
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
