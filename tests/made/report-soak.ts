import { LatencyHistogram } from '../../src/measure/latency-histogram.ts';
import type { OperationRecord, RunRecord, SliceRecord } from '../../src/record/run-record.ts';
import { operations } from '../../src/target/catalogue.ts';
import { type PercentileCurve, percentileCurve } from '../../src/view/percentile-curve.ts';
import { type RunView, runView } from '../../src/view/run-view.ts';
import { fullRecord } from './report-record.ts';

const SLICES = 720;
const SLICE_MS = 10_000;

/** A soak of two hours: 720 slices, every operation of the catalogue with its slowest requests and its curve. */
export function soakRun(): RunView {
  const full = fullRecord();
  const { traffic } = full;
  const [slice] = traffic?.slices ?? [];
  if (traffic === null || slice === undefined) throw new Error('the full record has traffic');
  const record: RunRecord = {
    ...full,
    runId: '2026-11-24T10-00-00-soak-a1b2',
    scenario: 'soak',
    plannedDurationMs: SLICES * SLICE_MS,
    traffic: {
      ...traffic,
      elapsedMs: SLICES * SLICE_MS,
      slices: Array.from({ length: SLICES }, (_, index) => soakSlice(slice, index)),
      operations: operations.map(({ id }, index) => soakOperation(id, index)),
      exemplars: operations.flatMap(({ id }, index) =>
        [3, 2, 1].map((nth) => ({
          operationId: id,
          traceId: (index * 3 + nth).toString(16).padStart(32, '0'),
          latencyMs: 100 * nth + index,
          atMs: index * 60_000,
          status: 200,
          serverTiming: 'total;dur=80, db;dur=60',
        })),
      ),
    },
  };
  const curve = soakCurve();
  return { ...runView(record, []), curves: new Map(operations.map(({ id }) => [id, curve])) };
}

/** Varies as a real run does, and is the same each time. */
function wave(index: number): number {
  return Math.sin(index / 40) + Math.sin(index * 1.7) / 3 + Math.sin(index * 12.9898) / 5;
}

function soakSlice(like: SliceRecord, index: number): SliceRecord {
  return {
    ...like,
    fromMs: index * SLICE_MS,
    toMs: (index + 1) * SLICE_MS,
    phase: 'plateau',
    vus: 100,
    requestsPerSecond: 45 + 3 * wave(index),
    failed: index % 97 === 0 ? 3 : 0,
    ...(index % 97 === 0 && { failures: { timeout: 2, server_error: 1 } }),
    latency: {
      samples: 450,
      p50Ms: 20 + wave(index),
      p95Ms: 140 + 20 * wave(index),
      p99Ms: 260 + 60 * wave(index * 3),
      maxMs: 900,
    },
    disturbed: index % 200 === 7 ? ['event-loop delay p99 61 ms (limit 50)'] : [],
  };
}

function soakOperation(operation: string, index: number): OperationRecord {
  const latency = {
    samples: 5_000,
    p50Ms: 5 + index,
    p95Ms: 20 + 2 * index,
    p99Ms: 60 + 3 * index,
    maxMs: 900,
  };
  const counts = { sent: 5_000, ok: 5_000, failed: 0, unfinished: 0, outcomes: { ok: 5_000 } };
  return { operation, ...counts, latency, allLatency: latency };
}

function soakCurve(): PercentileCurve {
  const histogram = new LatencyHistogram();
  for (let index = 1; index <= 5_000; index += 1) histogram.record(5_000 + 4_000_000 / index);
  return percentileCurve(histogram);
}
