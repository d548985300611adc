import { expect, test } from '@playwright/test';
import { LOAD, LOAD_ALONE, proofCases } from '../../../../lab/proof/proof-cases.ts';
import { proofFaults, proofMarkdown } from '../../../../lab/proof/proof-table.ts';
import { ALL_OPERATIONS } from '../../../../lab/real-runs/compare-with-truth.ts';
import type { JudgedLimit } from '../../../../lab/real-runs/judged-limits.ts';
import type { KeptRun } from '../../../../lab/real-runs/kept-runs.ts';

const cases = proofCases({ runs: undefined, duration: undefined });
const machine = { cores: 2, cpu: 'x', memoryGb: 8, system: 'Linux', node: 'v24', loadBefore: 0 };

function made(name: string, more: Partial<KeptRun> = {}): KeptRun {
  return {
    name,
    at: '2026-01-01T00:00:00.000Z',
    seconds: 80,
    machine,
    number: 1,
    code: 'c0de',
    atOnce: 1,
    exitCode: 0,
    outcome: 'pass',
    reasons: [],
    judged: [],
    everything: [],
    mismatches: [],
    limits: [],
    eventLoopDelayP99Ms: [3, 4, 30],
    proxy: { ownDelayP99Ms: 0.5, ownDelayMaxMs: 4 },
    said: [
      'Latencies may be too high by the delay of the measurer itself: at most by 3 ms of the 9 ms at p95 of x.',
    ],
    output: '/nowhere',
    ...more,
  };
}

function brokenLimit(limit: string, isRight?: boolean): JudgedLimit {
  const judged = { limit, kind: 'fail', failsTheRun: true, bound: 300, figure: 700 } as const;
  return isRight === undefined ? judged : { ...judged, isRight, truth: isRight ? 690 : 20 };
}

function faultsOf(...runs: KeptRun[]): string[] {
  return proofFaults(cases, runs).map((fault) => fault.replace('2026-01-01T00:00:00.000Z: ', ''));
}

test('a smoke next to busy threads has to pass, and to judge right what it decides', () => {
  const name = 'smoke, two busy threads';
  expect(faultsOf(made(name))).toEqual([]);
  expect(faultsOf(made(name, { outcome: 'invalid', reasons: ['starved'] }))).toEqual([
    `${name}, outcome invalid: starved`,
  ]);
  const wrong: JudgedLimit = {
    limit: 'traffic: deals.list p95 baseline',
    kind: 'pass',
    failsTheRun: false,
    bound: 90,
    figure: 80,
    truth: 95,
    isRight: false,
  };
  expect(faultsOf(made(name, { limits: [wrong] }))).toEqual([
    `${name}, judged wrong: traffic: deals.list p95 baseline pass, 80, truth 95, limit 90`,
  ]);
});

test('a slow deals.create has to fail, and nothing else may', () => {
  const name = 'smoke, deals.create 600 ms slower, quiet';
  const own = [
    brokenLimit('traffic: deals.create p95 baseline', true),
    brokenLimit('create-deal 1: create-deal: save the deal median journey'),
  ];
  expect(faultsOf(made(name, { outcome: 'fail', limits: own }))).toEqual([]);
  expect(faultsOf(made(name))).toEqual([`${name}, outcome pass: no reason`]);
  const other = [...own, brokenLimit('traffic: deals.get p95 baseline', true)];
  expect(faultsOf(made(name, { outcome: 'fail', limits: other }))).toEqual([
    `${name}, broken: traffic: deals.get p95 baseline 700, limit 300`,
  ]);
});

test('a stopped traffic may break nothing, and its summary has to say what happened', () => {
  const name = 'smoke, traffic stopped for 2 s twice';
  expect(faultsOf(made(name, { outcome: 'invalid' }))).toEqual([]);
  const undisturbed =
    "Undisturbed: the measurer's own delay adds at most 1 % + 0.3 ms to each reported percentile of requests.";
  for (const said of [[], [undisturbed]])
    expect(faultsOf(made(name, { said }))).toEqual([
      `${name}, the summary does not say what the measurer may have added`,
    ]);
  const limits = [brokenLimit('traffic: deals.get p99 baseline', false)];
  expect(faultsOf(made(name, { limits }))).toHaveLength(2);
});

test('a starved baseline may break a limit only if the truth does', () => {
  const name = 'baseline, eight busy threads per core';
  const run = (...limits: JudgedLimit[]) => faultsOf(made(name, { limits }));
  expect(run(brokenLimit('burst on deals.list: deals.list p95 baseline', true))).toEqual([]);
  expect(run(brokenLimit('burst on deals.list: deals.list p95 baseline', false))).toHaveLength(1);
  expect(run(brokenLimit('burst on deals.list: deals throughput baseline'))).toHaveLength(1);
});

test('the judged figures of a load with rounds are those of one without, to 20 % + 1 ms', () => {
  const load = (name: string, p95Ms: number, p99Ms: number, more: Partial<KeptRun> = {}) =>
    made(name, {
      judged: (
        [
          [95, p95Ms],
          [99, p99Ms],
        ] as const
      ).map(([percentile, measuredMs]) => ({
        operation: ALL_OPERATIONS,
        percentile,
        samples: 9_000,
        truthMs: measuredMs,
        truthMostMs: measuredMs,
        measuredMs,
        leastMs: measuredMs,
      })),
      ...more,
    });
  expect(faultsOf(load(LOAD, 13, 30), load(LOAD_ALONE, 11, 25))).toEqual([]);
  expect(faultsOf(load(LOAD, 15, 25), load(LOAD_ALONE, 11, 25))).toEqual([
    'load, pair 1: p95 15.00 ms with rounds, 11.00 ms without',
  ]);
  const decided: JudgedLimit = {
    limit: 'traffic: deals.list p95 baseline',
    kind: 'pass',
    failsTheRun: false,
    bound: 300,
    figure: 12,
  };
  const alone = load(LOAD_ALONE, 13, 25, { limits: [decided] });
  expect(faultsOf(load(LOAD, 13, 25), alone)).toEqual([
    'load, pair 1: decided without rounds only: traffic: deals.list p95 baseline',
  ]);
  const page = proofMarkdown(cases, [load(LOAD, 13, 25), alone], []);
  expect(page).toContain('| 1 | 13.00 | 13.00 | 25.00 | 25.00 | 1 |');
  expect(page).toContain('the p95 with rounds is 1.00 times that without, the p99 1.00 times');
  const two = [load(LOAD, 13, 25), alone, load(LOAD, 13, 25), load(LOAD_ALONE, 11, 40)];
  expect(proofMarkdown(cases, two, [])).toContain(
    'p95 was 11.00 to 13.00 ms, and the p99 25.00 to 40.00 ms. Each of them held against the one of the turn before it, with the same bound: 1 of 1 are within it at p95, 0 of 1 at p99.',
  );
});

test('the table counts runs, outcomes and limits of each case', () => {
  const name = 'smoke, two busy threads';
  const right: JudgedLimit = {
    limit: 'traffic: deals.list p95 baseline',
    kind: 'pass',
    failsTheRun: false,
    bound: 90,
    figure: 80,
    truth: 78,
    isRight: true,
  };
  const runs = [made(name, { limits: [right], commit: 'abc1234' }), made(name, { commit: 'def5678+' })];
  const table = proofMarkdown(cases, runs, []);
  expect(table).toContain('| 2 | 2 x pass | 1 | 1 | 1 | 2 of 2 | abc1234, def5678+ |');
  expect(table).toContain('median of the runs: 4.0 ms');
});

test('the page says "within bounds" only when nothing is missing or out of bounds', () => {
  const [{ name } = { name: '' }] = cases;
  expect(proofMarkdown(cases, [made(name)], [])).toContain('Everything is within bounds.');
  const page = proofMarkdown(cases, [made(name)], ['a case: 1 of 20 runs were measured']);
  expect(page).not.toContain('Everything is within bounds.');
  expect(page).toContain('- a case: 1 of 20 runs were measured');
});
