import { expect, test } from '@playwright/test';
import { LOAD, LOAD_ALONE, proofCases } from '../../../../lab/proof/proof-cases.ts';
import { proofFaults, proofMarkdown } from '../../../../lab/proof/proof-table.ts';
import { ALL_OPERATIONS } from '../../../../lab/real-runs/compare-with-truth.ts';
import type { JudgedLimit } from '../../../../lab/real-runs/judged-limits.ts';
import type { KeptRun } from '../../../../lab/real-runs/kept-runs.ts';
import { ownDelaySentence } from '../../../../src/report/words/own-delay.ts';
import type { OwnDelayView } from '../../../../src/view/own-delay.ts';

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

const held: JudgedLimit = {
  limit: 'traffic: deals.list p95 baseline',
  kind: 'pass',
  failsTheRun: false,
  bound: 90,
  figure: 80,
  truth: 78,
  isRight: true,
};
/** What the suite itself says of a measurer that was late. */
function late(more: Pick<OwnDelayView, 'lostShare' | 'longestStopMs'>): string[] {
  const worst = { of: 'all requests', percentile: 'p95', measuredMs: 11.9, ownMs: 2.61 } as const;
  return [ownDelaySentence({ kind: 'bounded', knowsWaits: true, worst, ...more })];
}
const QUIET_SAID = made('').said;

test('a traffic that was stopped for two seconds may break nothing, and its summary has to say that it stood still', () => {
  const name = 'smoke, traffic stopped for 2 s twice';
  const said = late({ lostShare: 0.0617, longestStopMs: 2_004 });
  const stops = { made: 2, due: 2 };
  const good = { outcome: 'invalid', limits: [held], said, stops } as const;
  expect(faultsOf(made(name, good))).toEqual([]);
  const { stops: _, ...uncounted } = good;
  expect(faultsOf(made(name, uncounted)), 'of a version that did not count its stops').toEqual([]);
  const nothing = `${name}, longest stop in ms: the summary says nothing, expected at least 1900`;
  expect(faultsOf(made(name, { ...good, said: QUIET_SAID })), 'what a quiet run says').toEqual([nothing]);
  expect(faultsOf(made(name, { ...good, said: [] }))).toEqual([
    `${name}, the summary does not say what the measurer may have added`,
    nothing,
  ]);
  const short = late({ longestStopMs: 640 });
  expect(faultsOf(made(name, { ...good, said: short }))).toEqual([nothing.replace('nothing', '640')]);
  for (const [madeTimes, due] of [
    [0, 2],
    [1, 2],
    [0, 0],
  ] as const)
    expect(faultsOf(made(name, { ...good, stops: { made: madeTimes, due } }))).toEqual([
      `${name}, the traffic was stopped ${madeTimes} times, ${due} were due`,
    ]);
  const limits = [brokenLimit('traffic: deals.get p99 baseline', false)];
  expect(faultsOf(made(name, { ...good, limits }))).toHaveLength(2);
  expect(faultsOf(made(name, { ...good, limits: [] }))).toEqual([
    `${name}, no limit was judged, outcome invalid`,
  ]);
});

test('a traffic that runs a fifth of the time has to say how much its lateness took', () => {
  const name = 'smoke, traffic runs 20 of every 100 ms';
  const said = (lostShare: number) => late({ lostShare });
  const good = { limits: [held], said: said(0.1493), stops: { made: 563, due: 570 } };
  expect(faultsOf(made(name, good))).toEqual([]);
  expect(faultsOf(made(name, { ...good, said: said(0.012) }))).toHaveLength(1);
  expect(faultsOf(made(name, { ...good, said: QUIET_SAID }))).toHaveLength(1);
  expect(faultsOf(made(name, { ...good, stops: { made: 300, due: 570 } }))).toEqual([
    `${name}, the traffic was stopped 300 times, 570 were due`,
  ]);
});

test('a quiet smoke without slices has no event-loop delay that could be low', () => {
  expect(faultsOf(made('smoke, quiet'))).toEqual([]);
  expect(faultsOf(made('smoke, quiet', { eventLoopDelayP99Ms: [] }))).toEqual([
    'smoke, quiet, no slice has an event-loop delay, outcome pass',
  ]);
});

test('a starved baseline may break a limit only if the truth does', () => {
  const name = 'baseline, eight busy threads per core';
  const run = (...limits: JudgedLimit[]) => faultsOf(made(name, { limits }));
  expect(run(brokenLimit('burst on deals.list: deals.list p95 baseline', true))).toEqual([]);
  expect(run(brokenLimit('burst on deals.list: deals.list p95 baseline', false))).toHaveLength(1);
  expect(run(brokenLimit('burst on deals.list: deals throughput baseline'))).toHaveLength(1);
  expect(run()).toEqual([`${name}, no limit was judged, outcome pass`]);
});

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

test('the judged figures of a load with rounds are those of one without, to 20 % + 1 ms', () => {
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
  const second = { number: 2 };
  const two = [load(LOAD, 13, 25), alone, load(LOAD, 13, 25, second), load(LOAD_ALONE, 11, 40, second)];
  expect(proofMarkdown(cases, two, [])).toContain(
    'p95 was 11.00 to 13.00 ms, and the p99 25.00 to 40.00 ms. Each of them held against the one of the turn before it, with the same bound: 1 of 1 are within it at p95, 0 of 1 at p99.',
  );
});

test('a load is held against the one of its own code and number, wherever they are in the file', () => {
  const [first, second] = [{ number: 1 }, { number: 2 }];
  // The first load without rounds had no result, and was done again at the end.
  const late = [
    load(LOAD, 13, 30, first),
    load(LOAD, 30, 60, second),
    load(LOAD_ALONE, 30, 60, second),
    load(LOAD_ALONE, 13, 30, first),
  ];
  expect(faultsOf(...late)).toEqual([]);
  expect(proofMarkdown(cases, late, [])).toContain(
    'with the same bound: 0 of 1 are within it at p95, 0 of 1 at p99.',
  );
  const other = load(LOAD_ALONE, 13, 30, { code: 'o1d' });
  expect(faultsOf(load(LOAD, 13, 30), other)).toEqual([
    'load: 0 of 1 have a load without rounds of the same code and number',
  ]);
});

test('the table counts runs, outcomes and limits of each case', () => {
  const name = 'smoke, two busy threads';
  const runs = [made(name, { limits: [held], commit: 'abc1234' }), made(name, { commit: 'def5678+' })];
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
