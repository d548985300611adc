import {
  RECORD_VERSION,
  type RunRecord,
  type SliceRecord,
  type TrafficRecord,
} from '../../src/record/run-record.ts';
import { fullRound } from './report-rounds.ts';
import { trafficVerdicts } from './report-verdicts.ts';

/** Milliseconds of a slice. */
const SLICE_MS = 10_000;
const SLICES = 12;

/** The record of a load run of two minutes in which one of everything happened, and the deals were too slow. */
export function fullRecord(different: Partial<RunRecord> = {}): RunRecord {
  const judged = [1, 2].map((number) => fullRound(number));
  const rounds = judged.map(({ verdicts: _, ...round }) => round);
  return {
    version: RECORD_VERSION,
    runId: '2026-11-24T10-00-00-load-a1b2',
    scenario: 'load',
    environment: 'staging',
    baseUrl: 'https://desk.example.com',
    sandbox: false,
    startedAt: '2026-11-24T10:00:00.000Z',
    endedAt: '2026-11-24T10:02:20.000Z',
    outcome: 'fail',
    reasons: [
      {
        kind: 'limit',
        text: 'deals.create p95 612 ms, limit < 400 ms (baseline), 1,840 samples, 95 % interval 590 to 640 ms: fail',
      },
    ],
    vus: 100,
    plannedDurationMs: SLICES * SLICE_MS,
    preflight: [
      { check: 'reachable', kind: 'fine', found: 'https://desk.example.com answers' },
      {
        check: 'offered',
        kind: 'warning',
        found: '55 of 57 operations',
        wayOut: 'not offered, so not measured and never passed: auth.verifyEmail',
      },
    ],
    traffic: fullTraffic(),
    rounds,
    bursts: [],
    perceivedUnderLoad: fullCurves,
    verdicts: [...trafficVerdicts, ...judged.flatMap(({ verdicts }) => verdicts)],
    testData: {
      kinds: {
        ...noneMade,
        deal: { made: 1_840, removed: 1_812, gone: 28, closed: 0, archived: 0, left: 0, failed: 0 },
        message: { made: 29, removed: 0, gone: 0, closed: 0, archived: 0, left: 29, failed: 0 },
      },
      foundBySweep: 0,
      complete: true,
      leftReasons: [
        { kind: 'message', count: 29, reason: 'the API has no operation that removes a message' },
      ],
      problems: [],
    },
    ...different,
  };
}

const fullCurves: NonNullable<RunRecord['perceivedUnderLoad']> = [
  {
    journey: 'create-deal',
    step: 'save the deal',
    limitMs: 1_000,
    points: [
      { vus: 40, medianMs: 240, lowMs: 200, highMs: 290 },
      { vus: 100, medianMs: 1_840, lowMs: 1_700, highMs: 1_990 },
    ],
    limitReached: { vus: 68, lowVus: 64, highVus: 72 },
  },
];

const fullOperations: TrafficRecord['operations'] = [
  {
    operation: 'deals.create',
    sent: 1_860,
    ok: 1_840,
    failed: 20,
    unfinished: 0,
    outcomes: { ok: 1_840, server_error: 20 },
    statuses: { 503: 20 },
    failedFromMs: 70_400,
    failedToMs: 119_200,
    latency: {
      samples: 1_840,
      p50Ms: 210,
      p95Ms: 612,
      p99Ms: 790,
      maxMs: 1_204,
      p50LeastMs: 206,
      p95LeastMs: 598,
      p99LeastMs: 769,
    },
    allLatency: { samples: 1_860, p50Ms: 211, p95Ms: 615, p99Ms: 801, maxMs: 1_204 },
  },
  {
    operation: 'tax.calculate',
    sent: 3_040,
    ok: 3_010,
    failed: 24,
    unfinished: 6,
    outcomes: { ok: 3_010, server_error: 10, timeout: 14, unfinished: 6 },
    statuses: { 500: 10 },
    failedFromMs: 74_000,
    failedToMs: 98_700,
    latency: {
      samples: 3_010,
      p50Ms: 4.1,
      p95Ms: 18.4,
      p99Ms: 31,
      maxMs: 120,
      p50LeastMs: 4,
      p95LeastMs: 17,
      p99LeastMs: 26,
    },
    allLatency: { samples: 3_034, p50Ms: 4.1, p95Ms: 19, p99Ms: 44, maxMs: 5_000 },
  },
  {
    operation: 'messaging.fanout',
    sent: 29,
    ok: 29,
    failed: 0,
    unfinished: 0,
    outcomes: { ok: 29 },
    latency: { samples: 29, p50Ms: 2.6, p95Ms: 15.6, maxMs: 26.6 },
    allLatency: { samples: 29, p50Ms: 2.6, p95Ms: 15.6, maxMs: 26.6 },
  },
];

function fullTraffic(): TrafficRecord {
  return {
    elapsedMs: SLICES * SLICE_MS,
    sent: 4_900,
    ok: 4_850,
    failed: 44,
    unfinished: 6,
    outcomes: { ok: 4_850, server_error: 30, timeout: 14, unfinished: 6 },
    requestsPerSecond: 40.8,
    startLag: {
      inRounds: { samples: 400, p50Ms: 0.9, p95Ms: 2.5, p99Ms: 4.1, maxMs: 6.2 },
      outside: { samples: 4_100, p50Ms: 0.4, p95Ms: 1.1, p99Ms: 1.9, maxMs: 3.3 },
    },
    latency: {
      samples: 4_894,
      avgMs: 61,
      p50Ms: 24,
      p95Ms: 310,
      p99Ms: 690,
      maxMs: 1_204,
      p50LeastMs: 23,
      p95LeastMs: 304,
      p99LeastMs: 678,
    },
    operations: fullOperations,
    sockets: { mostOpen: 6, drops: 1, reconnects: 1, events: 338 },
    slices: Array.from({ length: SLICES }, (_, index) => fullSlice(index)),
    exemplars: [
      {
        operationId: 'deals.create',
        traceId: '7f5363eca91462660000000000000351',
        latencyMs: 1_204,
        atMs: 93_400,
        status: 201,
        serverTiming: 'total;dur=1150.5, db;dur=1101.2, crypto;dur=3.1',
      },
      {
        operationId: 'tax.calculate',
        traceId: '7f5363eca91462660000000000000352',
        latencyMs: 120,
        atMs: 61_000,
        status: 200,
        serverTiming: '',
      },
    ],
  };
}

/** A slice of the full record: 100 users after a ramp of 30 s, slow deals in the second half. */
function fullSlice(index: number): SliceRecord {
  const isRamp = index < 3;
  const isLate = index >= 7;
  return {
    fromMs: index * SLICE_MS,
    toMs: (index + 1) * SLICE_MS,
    phase: isRamp ? 'ramp' : 'plateau',
    vus: isRamp ? 33 * (index + 1) : 100,
    requestsPerSecond: isRamp ? 14 * (index + 1) : isLate ? 39 : 46,
    failed: isLate ? 9 : 0,
    ...(isLate && { failures: { server_error: 6, timeout: 3 } }),
    latency: {
      samples: 400,
      p50Ms: 20 + index,
      p95Ms: isLate ? 520 + 10 * index : 150 + 5 * index,
      p99Ms: isLate ? 760 + 5 * index : 240 + 9 * index,
      maxMs: isLate ? 1_204 : 400,
      p95LeastMs: index === 9 ? 280 : (isLate ? 520 + 10 * index : 150 + 5 * index) - 1,
    },
    health: {
      eventLoopDelayP99Ms: index === 9 ? 61 : 4 + index / 4,
      eventLoopDelayMaxMs: index === 9 ? 140 : 12,
      generatorCpu: 0.2,
      hostCpu: 0.4 + index / 40,
      gcPauseMs: 3,
      gcCount: 2,
      clockStepMs: 0.1,
      rssBytes: 180e6 + index * 1e5,
    },
    disturbed: index === 9 ? ["up to 330 ms of the p95 of 610 ms may be the measurer's own delay"] : [],
  };
}

const none = { made: 0, removed: 0, gone: 0, closed: 0, archived: 0, left: 0, failed: 0 };
const noneMade = {
  user: none,
  deal: none,
  customer: none,
  vehicle: none,
  visit: none,
  conversation: none,
  message: none,
};
