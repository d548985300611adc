import { expect, test } from '@playwright/test';
import { scalingTriggers, type UsageSeries } from '../../../src/capacity/triggers.ts';
import { type DecodedSlice, decodeSlice } from '../../../src/measure/decoded-slice.ts';
import type { Slice } from '../../../src/measure/slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

const { triggers } = loadTables().capacity;

/** Slices of ten seconds, each with requests that took so long. */
function slicesOf(
  latenciesMs: readonly number[],
  {
    failed = 0,
    leastMs,
    different = {},
  }: { failed?: number; leastMs?: number; different?: Partial<Slice> } = {},
): DecodedSlice[] {
  return latenciesMs.map((ms, index) =>
    decodeSlice(
      madeSlice(
        index,
        {
          'deals.list': {
            outcomes: { ok: 1_000 - failed, ...(failed > 0 && { server_error: failed }) },
            successes: constantHistogram(ms).encode(),
            least: constantHistogram(leastMs ?? ms).encode(),
            bytesReceived: 0,
          },
        },
        different,
      ),
    ),
  );
}

const found = (slices: readonly DecodedSlice[], trigger: string, usage: readonly UsageSeries[] = []) =>
  scalingTriggers(slices, usage, triggers).find((each) => each.trigger === trigger);

test('a p95 above 400 ms for 30 s on end is a trigger, and says from when', () => {
  expect(found(slicesOf([50, 450, 450, 450, 50]), 'p95')).toMatchObject({
    kind: 'reached',
    limit: 400,
    fromMs: 10_000,
    toMs: 40_000,
  });
});

test('a quick run reaches nothing', () => {
  const { kind, figure } = found(slicesOf([50, 50, 50, 50]), 'p95') ?? {};
  expect(kind).toBe('not reached');
  expect(figure).toBeCloseTo(50, 0);
});

test("the measurer's own delay is no trigger", () => {
  expect(found(slicesOf([450, 450, 450, 450], { leastMs: 60 }), 'p95')?.kind).toBe('not reached');
});

test('a run that is too short, or has nothing but rounds, does not tell', () => {
  expect(found(slicesOf([450, 450]), 'p95')).toEqual({
    trigger: 'p95',
    limit: 400,
    kind: 'not known',
    needs: '30 s of traffic without rounds, with requests in each slice',
  });
  const round = { kind: 'visits', journey: 'login', number: 1 } as const;
  expect(found(slicesOf([450, 450, 450], { different: { round } }), 'p95')?.kind).toBe('not known');
  expect(found([], 'errors')?.kind).toBe('not known');
});

test('an error rate above 0.5 % is a trigger when it is certain', () => {
  expect(found(slicesOf([50, 50, 50], { failed: 10 }), 'errors')).toMatchObject({
    kind: 'reached',
    fromMs: 0,
  });
  expect(found(slicesOf([50, 50, 50], { failed: 6 }), 'errors')?.kind).toBe('not reached');
});

test('processor and memory are not known where nobody measured them', () => {
  const needs = 'pods with limits (KUBE_NAMESPACE), sampled for 30 s';
  for (const [trigger, limit] of [
    ['cpu', 0.7],
    ['memory', 0.8],
  ] as const)
    expect(found(slicesOf([50, 50, 50]), trigger)).toEqual({ trigger, limit, kind: 'not known', needs });
});

const usage = (of: UsageSeries['of'], name: string, shares: readonly number[]): UsageSeries => ({
  of,
  name,
  points: shares.map((share, index) => ({ atMs: index * 10_000, share })),
});

test('the pod that used most for 30 s decides, and is named', () => {
  const pods = [
    usage('cpu', 'deals-1', [0.2, 0.2, 0.2, 0.2]),
    usage('cpu', 'auth-1', [0.2, 0.9, 0.9, 0.9, 0.9]),
  ];
  expect(found([], 'cpu', pods)).toMatchObject({
    kind: 'reached',
    subject: 'auth-1',
    fromMs: 10_000,
    toMs: 40_000,
  });
});

test('a single high sample is not sustained, and too few samples do not tell', () => {
  expect(found([], 'memory', [usage('memory', 'a', [0.1, 1, 0.1, 0.1, 0.1])])?.kind).toBe('not reached');
  expect(found([], 'memory', [usage('memory', 'a', [1, 1])])?.kind).toBe('not known');
});
