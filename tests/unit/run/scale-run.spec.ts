import { expect, test } from '@playwright/test';
import type { EvidenceRecord } from '../../../src/evidence/evidence-record.ts';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { scaled, usageOf } from '../../../src/run/scale-run.ts';
import { madeSlice } from '../../made/slices.ts';

const evidence: EvidenceRecord = {
  sources: [
    {
      source: 'kubernetes',
      place: 'desk',
      pods: [
        { pod: 'deals-1', restarts: 0, restartsBefore: 0, coresLimit: 0.25, memoryLimitBytes: 256e6 },
        { pod: 'auth-1', restarts: 0, restartsBefore: 0 },
      ],
    },
  ],
  series: [
    {
      source: 'kubernetes',
      name: 'kubernetes: in any words',
      kind: 'processor of a pod',
      pod: 'deals-1',
      unit: 'cores',
      points: [0, 10_000, 20_000, 30_000].map((atMs) => ({ atMs, value: 0.2 })),
    },
    {
      source: 'kubernetes',
      name: 'kubernetes: memory of auth-1',
      kind: 'memory of a pod',
      pod: 'auth-1',
      unit: 'memory',
      points: [{ atMs: 0, value: 1e9 }],
    },
  ],
};

test('what pods use is a share of their limits; a pod without limits has no share', () => {
  const [usage, ...others] = usageOf(evidence);
  expect(usage).toMatchObject({ of: 'cpu', name: 'deals-1' });
  expect(usage?.points[0]).toEqual({ atMs: 0, share: 0.8 });
  expect(others).toEqual([]);
});

test('a run with evidence is held against all triggers', () => {
  const run = { slices: [decodeSlice(madeSlice(0, {}))], thresholds: loadTables(), evidence };
  const { scaling = [] } = scaled(run, undefined);
  expect(scaling.map(({ trigger, kind }) => [trigger, kind])).toEqual([
    ['p95', 'not known'],
    ['cpu', 'reached'],
    ['memory', 'not known'],
    ['errors', 'not known'],
  ]);
});

test('a run without traffic, or one that nobody can trust, is held against nothing', () => {
  const run = { slices: [], thresholds: loadTables(), evidence };
  expect(scaled(run, undefined)).toEqual({});
  expect(scaled({ ...run, slices: [decodeSlice(madeSlice(0, {}))] }, 'the clock was set')).toEqual({});
});
