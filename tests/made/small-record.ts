import type { BurstRecord, RoundRecord } from '../../src/record/round-record.ts';
import { RECORD_VERSION, type RunRecord, type TrafficRecord } from '../../src/record/run-record.ts';

/** The record of a small smoke run, with what a test wants to be different. */
export function smallRecord(different: Partial<RunRecord> = {}): RunRecord {
  return {
    version: RECORD_VERSION,
    runId: '2026-11-24T10-00-00-smoke-a1b2',
    scenario: 'smoke',
    environment: 'development',
    baseUrl: 'http://localhost:8080',
    sandbox: true,
    startedAt: '2026-11-24T10:00:00.000Z',
    endedAt: '2026-11-24T10:01:10.000Z',
    outcome: 'pass',
    reasons: [],
    vus: 10,
    plannedDurationMs: 60_000,
    preflight: [],
    traffic: smallTraffic,
    rounds: [smallRound(1, [80, 60, 70]), smallRound(2, [90, 50])],
    bursts: [],
    verdicts: [],
    testData: null,
    ...different,
  };
}

const smallTraffic: TrafficRecord = {
  elapsedMs: 60_000,
  sent: 1_000,
  ok: 985,
  failed: 10,
  unfinished: 5,
  outcomes: {},
  requestsPerSecond: 16.58,
  latency: { samples: 995, p95Ms: 31.25, p99Ms: 88.5 },
  operations: [
    {
      operation: 'deals.create',
      sent: 100,
      ok: 100,
      failed: 0,
      unfinished: 0,
      outcomes: {},
      latency: { samples: 100, p95Ms: 12.3456 },
      allLatency: { samples: 100, p95Ms: 12.3456 },
    },
    {
      operation: 'tax.batch',
      sent: 0,
      ok: 0,
      failed: 0,
      unfinished: 0,
      outcomes: {},
      latency: { samples: 0 },
      allLatency: { samples: 0 },
    },
  ],
  slices: [],
  exemplars: [],
};

/** A burst with this p95. */
export function smallBurst(operation: string, p95Ms: number): BurstRecord {
  return {
    operation,
    mode: { kind: 'saturating' },
    connections: 10,
    elapsedMs: 2_000,
    outcomes: {},
    requestsPerSecond: 1_000,
    p95Ms,
    successes: '',
    overTime: [],
  };
}

/** A round of `login` with its one step, and the burst behind it. */
export function smallRound(number: number, visitsMs: readonly number[]): RoundRecord {
  return {
    journey: 'login',
    number,
    of: 2,
    moment: 'steady',
    plannedAtMs: 0,
    lateMs: 0,
    vus: 10,
    steps: [{ step: 'sign in', visitsMs, medianMs: 70, requests: [] }],
    burst: smallBurst('auth.login', 60 + number),
  };
}
