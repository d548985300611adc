import { expect, test } from '@playwright/test';
import { windowJudge } from '../../../src/capacity/judge-window.ts';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import type { OperationSlice, Slice } from '../../../src/measure/slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { CALM, madeSlice } from '../../made/slices.ts';

const judge = windowJudge('capacity', loadTables());

/** Requests that all took the same time. */
function requests(ms: number, ok: number, failed = 0, leastMs = ms): OperationSlice {
  return {
    outcomes: { ok, ...(failed > 0 && { server_error: failed }) },
    successes: constantHistogram(ms, ok).encode(),
    least: constantHistogram(leastMs, ok).encode(),
    bytesReceived: 0,
  };
}

const judged = (operations: Slice['operations'], different: Partial<Slice> = {}) =>
  judge([decodeSlice(madeSlice(0, operations, different))]);

test('limits that hold for certain make a window that held', () => {
  expect(judged({ 'any.any': requests(50, 1_000) })).toMatchObject({
    kind: 'held',
    looksGood: true,
    requests: 1_000,
    requestsPerSecond: 100,
    errorRate: 0,
  });
});

test('a p95 or an error rate over its limit breaks a window, and says so', () => {
  expect(judged({ 'any.any': requests(600, 1_000) })).toMatchObject({
    kind: 'broken',
    brokenBy: ['p95 600 ms (limit < 500 ms)'],
  });
  const failing = judged({ 'any.any': requests(50, 1_000, 50) });
  expect(failing.brokenBy?.[0]).toMatch(/^error rate 4\.76 % \(limit < 1 %\)$/);
});

test('an operation over its limit breaks a window, too', () => {
  const { kind, brokenBy } = judged({ 'any.any': requests(50, 2_000), 'deals.get': requests(400, 200) });
  expect(kind).toBe('broken');
  expect(brokenBy).toEqual([expect.stringMatching(/^deals\.get p95 400 ms \(limit < \d+ ms\)$/)]);
});

test('a rare operation that always fails breaks a window although it is lost among all requests', () => {
  const { kind, brokenBy, errorRate } = judged({
    'any.any': requests(50, 4_000),
    'auth.login': requests(50, 0, 6),
  });
  expect(errorRate).toBeLessThan(0.002);
  expect(kind).toBe('broken');
  expect(brokenBy).toEqual(['auth.login error rate 100 % (limit < 1 %)']);
});

test("a single failure of a rare operation, and failures that may be the measurer's own, break no window", () => {
  expect(judged({ 'any.any': requests(50, 4_000), 'auth.login': requests(50, 0, 1) }).kind).toBe('held');
  const own = { ...requests(50, 0, 6), ownFailures: 6 };
  expect(judged({ 'any.any': requests(50, 4_000), 'auth.login': own }).kind).toBe('held');
});

test('an operation with too few samples to decide breaks nothing and holds nothing up', () => {
  expect(judged({ 'any.any': requests(50, 2_000), 'deals.get': requests(400, 1) }).kind).toBe('held');
});

test('few samples decide nothing, and say how it looks', () => {
  expect(judged({ 'any.any': requests(50, 60) })).toMatchObject({ kind: 'undecided', looksGood: true });
  expect(judged({})).toMatchObject({ kind: 'undecided', looksGood: false });
});

test('a target that froze within a window has not held it, whatever it answered before', () => {
  const { kind, looksGood, hanging } = judged(
    { 'any.any': requests(50, 2_300) },
    { underWayMs: { 'any.any': Array.from({ length: 100 }, () => 20_000) } },
  );
  expect([kind, looksGood]).toEqual(['undecided', false]);
  expect(hanging).toMatch(/^100 requests had no answer when it ended, the longest for 20[, ]?000 ms$/);
});

test('requests that are just on their way hold nothing up, nor do as few that hang as may fail', () => {
  const answered = { 'any.any': requests(50, 2_300) };
  const young = { 'any.any': Array.from({ length: 100 }, () => 120) };
  expect(judged(answered, { underWayMs: young })).toEqual(judged(answered));
  expect(judged(answered, { underWayMs: { 'any.any': [20_000, 20_000] } }).kind).toBe('held');
});

test('arrivals that nobody was free to send keep a window from being held, and break none', () => {
  const arrivals = { offered: 1_000, sent: 800, notSent: 0, late: 0 };
  const waiting = (ms: number, count: number) =>
    judged(
      { 'any.any': requests(50, 1_000) },
      { arrivals: { ...arrivals, waiting: constantHistogram(ms, count).encode() } },
    );
  const { kind, looksGood, hanging } = waiting(9_000, 300);
  expect([kind, looksGood]).toEqual(['undecided', false]);
  expect(hanging).toMatch(
    /^300 arrivals waited for a virtual user when it ended, the longest for 9[, ]?0\d\d ms$/,
  );
  // As few as may be slow, or none that has waited for longer than the limit.
  expect(waiting(9_000, 10).kind).toBe('held');
  expect(waiting(120, 300).kind).toBe('held');
});

test('requests of an operation whose answers take as long do not hang', () => {
  const slow = { 'any.any': requests(50, 2_300), 'any.slow': requests(4_000, 20) };
  const underWayMs = { 'any.slow': Array.from({ length: 40 }, () => 5_000) };
  expect(judged(slow, { underWayMs }).kind).toBe('held');
  const quick = { 'any.any': requests(50, 2_300), 'any.slow': requests(400, 20) };
  expect(judged(quick, { underWayMs }).kind).toBe('undecided');
});

test('so many that wait for longer than the limit break it, without an answer', () => {
  const { kind, brokenBy, p95Ms } = judged(
    { 'any.any': requests(50, 1_000) },
    { underWayMs: { 'any.any': Array.from({ length: 300 }, () => 9_000) } },
  );
  expect(kind).toBe('broken');
  expect(p95Ms).toBeGreaterThan(8_900);
  expect(brokenBy).toEqual([expect.stringMatching(/^p95 at least 9.* ms \(limit < 500 ms\)$/)]);
  const ofOperation = judged(
    { 'any.any': requests(50, 4_000), 'deals.get': requests(20, 20) },
    { underWayMs: { 'deals.get': Array.from({ length: 10 }, () => 9_000) } },
  );
  expect(ofOperation.brokenBy).toEqual([expect.stringMatching(/^deals\.get p95 at least 9.* ms \(limit < /)]);
});

test("a window has its p95 without the measurer's own delay, and names it where a limit broke in spite of it", () => {
  const { kind, p95Ms, p95LeastMs, brokenBy } = judged({ 'any.any': requests(700, 1_000, 0, 600) });
  expect(kind).toBe('broken');
  expect([p95Ms, p95LeastMs].map((ms) => Math.round((ms ?? 0) / 10) * 10)).toEqual([700, 600]);
  expect(brokenBy?.[0]).toMatch(/^p95 700 ms \(limit < 500 ms, own ≤ (99|100|101)(\.\d+)? ms\)$/);
  const ofOperation = judged({ 'any.any': requests(50, 2_000), 'deals.get': requests(400, 200, 0, 300) });
  expect(ofOperation.brokenBy?.[0]).toMatch(
    /^deals\.get p95 400 ms \(limit < \d+ ms, own ≤ 100(\.\d+)? ms\)$/,
  );
});

test("what may be the measurer's own delay is the generator's limit and breaks nothing", () => {
  const { kind, generator } = judged({ 'any.any': requests(600, 1_000, 0, 50) });
  expect(kind).toBe('generator');
  expect(generator).toBe(
    "the measurer's own delay hides whether a limit is broken (its process used 10 % of one core)",
  );
});

test('arrivals that started late void a window that held, but not one that broke', () => {
  const arrivals = { offered: 1_000, notSent: 0, ownLate: 300, sent: 1_000, late: 300 };
  expect(judged({ 'any.any': requests(50, 1_000) }, { arrivals }).kind).toBe('generator');
  expect(judged({ 'any.any': requests(900, 1_000) }, { arrivals }).kind).toBe('broken');
});

test('a machine that could not send is the limit, whatever broke', () => {
  const health = { ...CALM, ownFaults: { EMFILE: 3 } };
  const { kind, generator } = judged({ 'any.any': requests(900, 1_000) }, { health });
  expect(kind).toBe('generator');
  expect(generator).toContain('EMFILE');
});
