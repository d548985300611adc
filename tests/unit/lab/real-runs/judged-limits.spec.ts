import { expect, test } from '@playwright/test';
import type { JoinedRequest } from '../../../../lab/real-runs/join-requests.ts';
import { judgedLimits, type KnownTruth } from '../../../../lab/real-runs/judged-limits.ts';
import type { RecordedRequest } from '../../../../lab/real-runs/recorded-request.ts';
import type { DecodedSlice } from '../../../../src/measure/decoded-slice.ts';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { limitOf, type Verdict } from '../../../../src/verdict/verdict.ts';

const slice = { fromMs: 0, toMs: 10_000 } as DecodedSlice;
const STARTED_MS = 5_000;

/** 100 requests of `deals.list`, 1 to 100 ms, the last two of them failures. */
const requests: JoinedRequest[] = Array.from({ length: 100 }, (_, index) => ({
  operation: 'deals.list',
  latencyMs: index + 1,
  mostMs: index + 1,
  isSuccess: index < 98,
}));

/** A visit next to users: its errors are judged, its latencies are not. */
const visit = { fromMs: 10_000, toMs: 20_000 } as DecodedSlice;
const besideVisit: JoinedRequest[] = Array.from({ length: 20 }, () => ({
  operation: 'deals.list',
  latencyMs: 1_000,
  mostMs: 1_000,
  isSuccess: false,
}));

/** A request of a burst on `deals.create`. */
function ofBurst(atMs: number, latencyMs: number, more: Partial<RecordedRequest> = {}): RecordedRequest {
  const endedMs = STARTED_MS + atMs;
  const request = { traceId: '', isFromBrowser: false, method: 'POST', path: '/api/v1/deals', status: 201 };
  return { ...request, receivedMs: endedMs - latencyMs, lateMs: 0, endedMs, ...more };
}

const known: KnownTruth = {
  recorded: [
    // Makes what the burst needs, or what another test needs, and the clean-up.
    ofBurst(1_090, 1),
    ofBurst(2_000, 40),
    ofBurst(2_100, 50),
    ofBurst(2_200, 900, { isFromBrowser: true }),
    ofBurst(2_300, 900, { traceId: 'a1' }),
    // It came within the burst, and its answer is the last.
    ofBurst(3_020, 60),
    ofBurst(9_000, 900),
  ],
  joined: {
    bySlice: new Map([
      [slice, requests],
      [visit, besideVisit],
    ]),
    mismatches: [],
    excused: 0,
  },
  judged: [slice],
  judgedByErrors: [slice, visit],
};

/** When the burst was sent, as the run says it. */
const burst = { operation: 'deals.create', beganAtMs: STARTED_MS + 1_100, endedAtMs: STARTED_MS + 3_000 };

/** The judged limit that one verdict comes to, in a run with this burst in its round and by itself. */
function judged(verdict: unknown, sent: object = burst) {
  const rounds = [{ journey: 'create-deal', number: 1, burst: sent }];
  const record = { verdicts: [verdict as Verdict], rounds, bursts: [sent] } as unknown as RunRecord;
  return judgedLimits(record, known)[0];
}

const operation = (id: string) => ({ kind: 'operation', id }) as const;
const traffic = { owner: { kind: 'traffic' }, failsTheRun: false, samples: 100, interval: {} } as const;

test('a limit that was held is right when the truth is below it, and wrong when it is above', () => {
  const verdict = (limit: number) => ({
    ...traffic,
    ...limitOf(operation('deals.list'), 'p95', 'baseline', limit),
    kind: 'pass',
    figure: 95,
  });
  expect(judged(verdict(150))).toMatchObject({
    limit: 'traffic: deals.list p95 baseline',
    truth: 94,
    isRight: true,
  });
  expect(judged(verdict(90))).toMatchObject({ isRight: false });
});

test('a limit that was broken is right when the truth is above it', () => {
  const verdict = (limit: number) => ({
    ...traffic,
    ...limitOf(operation('deals.list'), 'p99', 'baseline', limit),
    kind: 'fail',
    figure: 120,
  });
  expect(judged(verdict(80))).toMatchObject({ truth: 98, isRight: true });
  expect(judged(verdict(110))).toMatchObject({ isRight: false });
});

test('the scenario is judged over failures too, and its errors by what the proxy saw fail', () => {
  const scenario = { kind: 'scenario', scenario: 'smoke' } as const;
  const p95 = { ...traffic, ...limitOf(scenario, 'p95', 'scenario', 150), kind: 'pass', figure: 95 };
  expect(judged(p95)).toMatchObject({ truth: 95, isRight: true });
  const errors = { ...traffic, ...limitOf(scenario, 'errorRate', 'scenario', 0.01), kind: 'pass', figure: 0 };
  // 2 of 100, and the 20 next to the visit.
  expect(judged(errors)).toMatchObject({ truth: 22 / 120, isRight: false });
});

test('a burst is held against the requests without a trace while it was sent, those of browsers left out', () => {
  const round = { kind: 'round', journey: 'create-deal', number: 1 } as const;
  const verdict = { ...traffic, owner: round, ...limitOf(operation('deals.create'), 'p95', 'baseline', 300) };
  expect(judged({ ...verdict, kind: 'fail', figure: 700, failsTheRun: true })).toEqual({
    limit: 'create-deal 1: deals.create p95 baseline',
    kind: 'fail',
    failsTheRun: true,
    bound: 300,
    figure: 700,
    truth: 60,
    isRight: false,
  });
  const alone = { kind: 'burst', operation: 'deals.create' } as const;
  expect(judged({ ...verdict, owner: alone, kind: 'pass', figure: 50 })).toMatchObject({
    limit: 'burst on deals.create: deals.create p95 baseline',
    truth: 60,
    isRight: true,
  });
});

test('a burst of which the run does not say when it was sent has no truth', () => {
  for (const owner of [
    { kind: 'round', journey: 'create-deal', number: 1 },
    { kind: 'burst', operation: 'deals.create' },
  ]) {
    const limit = limitOf(operation('deals.create'), 'p95', 'baseline', 300);
    const verdict = { ...traffic, owner, ...limit, kind: 'pass', figure: 50 };
    expect(judged(verdict, { operation: 'deals.create' })).not.toHaveProperty('truth');
  }
});

test('what the proxy cannot know has no truth, and what was not decided is neither right nor wrong', () => {
  const step = { kind: 'step', journey: 'login', step: 'sign in' } as const;
  const round = { kind: 'round', journey: 'login', number: 1 } as const;
  const ofStep = {
    ...traffic,
    owner: round,
    ...limitOf(step, 'median', 'journey', 300),
    kind: 'fail',
    figure: 700,
  };
  expect(judged(ofStep)).not.toHaveProperty('truth');
  const open = {
    ...traffic,
    ...limitOf(operation('deals.list'), 'p95', 'baseline', 90),
    kind: 'inconclusive',
  };
  expect(judged(open)).toMatchObject({ truth: 94 });
  expect(judged(open)).not.toHaveProperty('isRight');
});
