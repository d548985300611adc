import { expect, test } from '@playwright/test';
import { BUCKET_BOUNDS_SECONDS, LatencyBuckets } from '../../../src/metrics/latency-buckets.ts';
import { loadTables } from '../../../src/record/load-tables.ts';

test('every latency limit of the tables is the bound of a bucket, so whether it is held is exact', () => {
  const { global, operations, sockets, scenarios, journeys } = loadTables();
  const rows = [global, ...operations.values(), ...sockets.values()];
  const limitsMs = [
    ...rows
      .flatMap(({ baseline, sla }) => [baseline, ...(sla === undefined ? [] : [sla])])
      .flatMap(({ p95Ms, p99Ms }) => [p95Ms, p99Ms]),
    ...Object.values(scenarios).map(({ p95Ms }) => p95Ms),
    ...[...journeys.values()].flatMap(({ steps }) => steps.map(({ medianMs }) => medianMs)),
  ];
  expect(limitsMs.length).toBeGreaterThan(100);
  const bounds = new Set<number>(BUCKET_BOUNDS_SECONDS.map((seconds) => Math.round(seconds * 1000)));
  expect([...new Set(limitsMs)].filter((ms) => !bounds.has(ms))).toEqual([]);
});

test('the bounds rise', () => {
  expect([...BUCKET_BOUNDS_SECONDS].sort((a, b) => a - b)).toEqual([...BUCKET_BOUNDS_SECONDS]);
});

test('what is above every bound is counted, and only there', () => {
  const buckets = new LatencyBuckets();
  buckets.record(90_000_000);
  expect(buckets.cumulative().at(-1)).toBe(0);
  expect(buckets.count).toBe(1);
  expect(buckets.sumSeconds).toBe(90);
});

test('counting by bucket agrees with counting one by one', () => {
  const buckets = new LatencyBuckets();
  const latenciesUs = Array.from({ length: 2_000 }, (_, index) => (index * 7_919) % 3_000_000);
  for (const us of latenciesUs) buckets.record(us);
  expect(buckets.cumulative()).toEqual(
    BUCKET_BOUNDS_SECONDS.map((bound) => latenciesUs.filter((us) => us <= bound * 1e6).length),
  );
});
