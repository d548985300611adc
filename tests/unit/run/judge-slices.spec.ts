import { expect, test } from '@playwright/test';
import { type DecodedSlice, decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import type { Slice } from '../../../src/measure/slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeSlices } from '../../../src/run/judge-slices.ts';
import { measuredId } from '../../../src/verdict/subject.ts';
import type { Verdict } from '../../../src/verdict/verdict.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

type JudgedPlan = Parameters<typeof judgeSlices>[1];

const tables = loadTables();
const plan: JudgedPlan = { scenario: 'load', offers: {}, sockets: {} };

/** A slice in which `deals.list` answered a thousand times in the same time. */
function slice(
  index: number,
  phase: Slice['phase'],
  ms: number,
  different: Partial<Slice> = {},
): DecodedSlice {
  const successes = constantHistogram(ms).encode();
  const listed = { outcomes: { ok: 1_000 }, successes, bytesReceived: 0 };
  return decodeSlice(madeSlice(index, { 'deals.list': listed }, { phase, ...different }));
}

function judge(slices: readonly DecodedSlice[], different: Partial<JudgedPlan> = {}, slaCounts = false) {
  return judgeSlices(slices, { ...plan, ...different }, tables, { slaCounts });
}

const p95Of = (verdicts: readonly Verdict[], column: Verdict['column']) =>
  verdicts.find((verdict) => verdict.statistic === 'p95' && verdict.column === column);

test('limits are compared with the plateaus, and the scenario is judged on its ramps separately', () => {
  const { verdicts } = judge([slice(0, 'ramp', 9_000), slice(1, 'plateau', 50), slice(2, 'plateau', 50)]);
  expect(p95Of(verdicts, 'scenario')).toMatchObject({ kind: 'pass', samples: 2_000 });
  expect(p95Of(verdicts, 'baseline')).toMatchObject({ kind: 'pass', samples: 2_000 });
  expect(p95Of(verdicts, 'ramp')).toMatchObject({ kind: 'fail', samples: 1_000, failsTheRun: false });
});

test('a slow plateau fails the run, however quick the ramps were', () => {
  const { verdicts } = judge([slice(0, 'ramp', 5), slice(1, 'plateau', 9_000)]);
  expect(p95Of(verdicts, 'scenario')).toMatchObject({ kind: 'fail', failsTheRun: true });
  expect(p95Of(verdicts, 'ramp')).toMatchObject({ kind: 'pass' });
});

test('requests that still wait when the run ends in a round count where they began, and for the availability anyway', () => {
  const round = { kind: 'visits', journey: 'login', number: 1 } as const;
  const judgedAfter = (ms: number) => {
    const listed = { outcomes: { unfinished: 400 }, bytesReceived: 0, waitedMs: Array(400).fill(ms) };
    const waiting = decodeSlice(madeSlice(1, { 'deals.list': listed }, { phase: 'plateau', round }));
    const { verdicts } = judge([slice(0, 'plateau', 5), waiting]);
    const availability = verdicts.find(({ statistic }) => statistic === 'availability');
    return [p95Of(verdicts, 'scenario')?.kind, p95Of(verdicts, 'baseline')?.kind, availability?.kind];
  };
  expect(judgedAfter(12_000)).toEqual(['fail', 'fail', 'fail']);
  expect(judgedAfter(8_000)).toEqual(['pass', 'pass', 'fail']);
});

test('stress, which has nothing but ramps, is judged over all of them', () => {
  const { verdicts } = judge([slice(0, 'ramp', 50), slice(1, 'ramp', 9_000)], { scenario: 'stress' });
  expect(p95Of(verdicts, 'scenario')).toMatchObject({
    subject: { kind: 'scenario', scenario: 'stress' },
    samples: 2_000,
    kind: 'fail',
  });
  expect(p95Of(verdicts, 'ramp')).toBeUndefined();
});

test('what the target does not offer has verdicts with the reason, and passes nothing', () => {
  const offers = { 'tax.batch': { kind: 'not offered', reason: 'no route' } } as const;
  const { verdicts } = judge([slice(0, 'plateau', 50)], { offers });
  const missing = verdicts.filter(({ subject }) => measuredId(subject) === 'tax.batch');
  expect(missing.length).toBeGreaterThan(0);
  for (const verdict of missing)
    expect(verdict).toMatchObject({ kind: 'not offered', reason: 'no route', failsTheRun: false });
});

test('every verdict belongs to the traffic', () => {
  const { verdicts } = judge([slice(0, 'plateau', 50)]);
  expect(new Set(verdicts.map(({ owner }) => owner.kind))).toEqual(new Set(['traffic']));
});

test('a broken SLA fails the run only when the run counts it', () => {
  const failed = decodeSlice(
    madeSlice(0, { 'deals.list': { outcomes: { ok: 9_950, server_error: 50 }, bytesReceived: 0 } }),
  );
  const sla = (slaCounts: boolean) =>
    judge([failed], {}, slaCounts).verdicts.find(
      ({ statistic, column }) => statistic === 'errorRate' && column === 'sla',
    );
  expect(sla(false)).toMatchObject({ kind: 'fail', failsTheRun: false });
  expect(sla(true)).toMatchObject({ kind: 'fail', failsTheRun: true });
});

test('where the load was not offered as planned no limit is held, and a broken one stays broken', () => {
  const starved = { userTime: { totalMs: 100_000, lostMs: 11_000 } };
  const { verdicts, lostLoad, isLostToOwnDelay, invalid } = judge([slice(0, 'plateau', 50, starved)]);
  expect(lostLoad).toContain("took 11 % of the virtual users' time");
  expect([invalid, isLostToOwnDelay]).toEqual([undefined, true]);
  expect(verdicts.map(({ kind }) => kind)).not.toContain('pass');
  expect(p95Of(verdicts, 'scenario')).toMatchObject({
    kind: 'inconclusive',
    because: 'load',
    reason: lostLoad,
  });
  expect(p95Of(judge([slice(0, 'plateau', 9_000, starved)]).verdicts, 'scenario')).toMatchObject({
    kind: 'fail',
  });
});

test('limits of ramps need the load of the ramps, and those of plateaus that of the plateaus', () => {
  const starved = { userTime: { totalMs: 100_000, lostMs: 11_000 } };
  const onRamp = judge([slice(0, 'ramp', 50, starved), slice(1, 'plateau', 50)]);
  expect(p95Of(onRamp.verdicts, 'ramp')).toMatchObject({ kind: 'inconclusive', because: 'load' });
  expect(p95Of(onRamp.verdicts, 'scenario')).toMatchObject({ kind: 'pass' });
  expect(onRamp.lostLoad).toBeUndefined();
  const onPlateau = judge([slice(0, 'ramp', 50), slice(1, 'plateau', 50, starved)]);
  expect(p95Of(onPlateau.verdicts, 'ramp')).toMatchObject({ kind: 'pass' });
  expect(p95Of(onPlateau.verdicts, 'scenario')).toMatchObject({ kind: 'inconclusive', because: 'load' });
});

test('a disturbed slice or two are no reason to doubt a limit that is far away', () => {
  const disturbed = { disturbed: ["up to 20 ms of the p95 of 50 ms may be the measurer's own delay"] };
  const judged = judge([slice(0, 'plateau', 50, disturbed), slice(1, 'plateau', 50, disturbed)]);
  expect(judged).not.toHaveProperty('invalid');
  expect(judged).not.toHaveProperty('lostLoad');
  expect(p95Of(judged.verdicts, 'scenario')).toMatchObject({ kind: 'pass' });
});

test('failures that the measurer may have caused break no limit, and hide one that would be held without them', () => {
  const ended = { ok: 1_000, timeout: 100 };
  const errors = (ownFailures: number) =>
    judge([
      decodeSlice(
        madeSlice(0, {
          'deals.list': { outcomes: ended, bytesReceived: 0, ...(ownFailures > 0 && { ownFailures }) },
        }),
      ),
    ]).verdicts.filter(({ statistic, column }) => statistic === 'errorRate' && column === 'scenario');
  expect(errors(0)).toMatchObject([{ kind: 'fail', failsTheRun: true }]);
  expect(errors(100)).toMatchObject([{ kind: 'inconclusive', because: 'own delay', isHidden: true }]);
  expect(errors(50)).toMatchObject([{ kind: 'fail' }]);
});

test('without slices, or without traffic planned, nothing is judged', () => {
  expect(judge([])).toEqual({ verdicts: [] });
  expect(judge([slice(0, 'plateau', 50)], { scenario: 'baseline' })).toEqual({ verdicts: [] });
});

const visits = { kind: 'visits', journey: 'login', number: 1 } as const;
const burst = { ...visits, kind: 'burst', operation: 'auth.login' } as const;

test('what rounds do to the target breaks no limit of the scenario', () => {
  const { verdicts } = judge([
    slice(0, 'plateau', 50),
    slice(1, 'plateau', 9_000, { round: visits }),
    slice(2, 'plateau', 9_000, { round: burst }),
    slice(3, 'ramp', 9_000, { round: burst }),
  ]);
  expect(p95Of(verdicts, 'scenario')).toMatchObject({ kind: 'pass', samples: 1_000 });
  expect(p95Of(verdicts, 'baseline')).toMatchObject({ kind: 'pass', samples: 1_000 });
  expect(p95Of(verdicts, 'ramp')).toBeUndefined();
});

test('a scenario that rounds fill from end to end holds nothing', () => {
  const { verdicts } = judge([slice(0, 'plateau', 50, { round: visits })]);
  expect(p95Of(verdicts, 'scenario')).toMatchObject({ kind: 'inconclusive', samples: 0 });
});

test('errors count outside of bursts, visits included', () => {
  const failing = (round: Slice['round']) => {
    const failed = { outcomes: { server_error: 100 }, bytesReceived: 0 };
    return decodeSlice(madeSlice(1, { 'deals.list': failed }, round === undefined ? {} : { round }));
  };
  const errorsOf = (verdicts: readonly Verdict[]) =>
    verdicts.find(({ statistic, column }) => statistic === 'errorRate' && column === 'scenario')?.kind;
  expect(errorsOf(judge([slice(0, 'plateau', 50), failing(visits)]).verdicts)).toBe('fail');
  expect(errorsOf(judge([slice(0, 'plateau', 50), failing(burst)]).verdicts)).toBe('pass');
});

test('what OPERATIONS left out is not listed as not offered', () => {
  const missing = { kind: 'not offered', reason: 'it is not routed' } as const;
  const offers = { 'deals.create': missing, 'tax.batch': missing };
  const missed = (operations?: string) => {
    const narrowed = operations === undefined ? { offers } : { offers, operations };
    const { verdicts } = judge([slice(0, 'plateau', 50)], narrowed);
    const ids = verdicts
      .filter(({ kind }) => kind === 'not offered')
      .map(({ subject }) => measuredId(subject));
    return [...new Set(ids)].sort();
  };
  expect(missed()).toEqual(['deals.create', 'tax.batch']);
  expect(missed('deals.*')).toEqual(['deals.create']);
});

test('on a crowded machine a slow embedded target is not judged slow, and its errors still fail the run', () => {
  const crowd = { reason: 'the machine was crowded', takenMs: 20_000_000, takenShare: 0.5 };
  const slow = judgeSlices([slice(0, 'plateau', 9_000)], plan, tables, { slaCounts: false, crowd });
  expect(p95Of(slow.verdicts, 'scenario')).toMatchObject({ kind: 'inconclusive', isHidden: true });
  expect(slow.verdicts.filter(({ failsTheRun }) => failsTheRun)).toEqual([]);
  const little = { slaCounts: false, crowd: { ...crowd, takenMs: 1_000 } };
  const slowBeyondThat = judgeSlices([slice(0, 'plateau', 9_000)], plan, tables, little);
  expect(p95Of(slowBeyondThat.verdicts, 'scenario')).toMatchObject({ kind: 'fail', failsTheRun: true });
  const failing = { outcomes: { ok: 500, server_error: 500 }, bytesReceived: 0 };
  const broken = decodeSlice(madeSlice(0, { 'deals.list': failing }, { phase: 'plateau' }));
  const errors = judgeSlices([broken], plan, tables, { slaCounts: false, crowd });
  expect(errors.verdicts.some(({ failsTheRun }) => failsTheRun)).toBe(true);
});

/** An open model at whose end so many of 12,000 arrivals waited for a user, each for so long; the others took 50 ms. */
function withGivenUp(notSent: number, waitedMs: number, slowAnswers = 0) {
  const waiting = new LatencyHistogram();
  for (let arrival = 0; arrival < notSent; arrival += 1) waiting.record(waitedMs * 1_000);
  const arrivals = { offered: 12_000, sent: 12_000 - notSent, notSent, late: 0, givenUp: waiting.encode() };
  const answers = constantHistogram(50, 1_000 - slowAnswers);
  for (let answer = 0; answer < slowAnswers; answer += 1) answers.record(3_000_000);
  const listed = { outcomes: { ok: 1_000 }, successes: answers.encode(), bytesReceived: 0 };
  const first = decodeSlice(madeSlice(0, { 'deals.list': listed }, { phase: 'plateau' }));
  return judge([first, slice(1, 'plateau', 50, { arrivals })]);
}

test('arrivals that nobody was free to send until the end hold no p95 where they are too many, and break none', () => {
  const many = withGivenUp(800, 3_000);
  for (const column of ['scenario', 'baseline'] as const)
    expect(p95Of(many.verdicts, column)).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringMatching(/^6\.67 % of the arrivals were never sent/),
      failsTheRun: false,
    });
  expect(many.lostLoad).toMatch(/^6\.67 % of the arrivals were never sent/);
  const few = withGivenUp(60, 3_000);
  expect(p95Of(few.verdicts, 'scenario')).toMatchObject({ kind: 'pass' });
  expect(p95Of(few.verdicts, 'baseline')).toMatchObject({ kind: 'pass' });
  expect(few.lostLoad).toBeUndefined();
  // 4 % of the arrivals were never sent, and 2 % of the others took longer than the limits.
  expect(p95Of(withGivenUp(480, 3_000).verdicts, 'scenario')).toMatchObject({ kind: 'pass' });
  expect(p95Of(withGivenUp(0, 3_000, 40).verdicts, 'scenario')).toMatchObject({ kind: 'pass' });
  const both = withGivenUp(480, 3_000, 40);
  for (const column of ['scenario', 'baseline'] as const)
    expect(p95Of(both.verdicts, column)).toMatchObject({
      kind: 'inconclusive',
      reason: expect.stringMatching(/^4 % of the arrivals .* and 2 % of the others took longer$/),
    });
  const short = withGivenUp(800, 100);
  expect(p95Of(short.verdicts, 'scenario')).toMatchObject({ kind: 'pass' });
});
