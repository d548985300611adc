import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { judgeLatencyRow } from '../../../src/verdict/judge-latency-row.ts';
import type { GlobalRow } from '../../../src/verdict/thresholds/thresholds.ts';
import { constantHistogram } from '../../made/histogram-of.ts';

const limits = { p95Ms: 500, p99Ms: 1000, errorRate: 0.01, availability: 0.999 };
const global: GlobalRow = { baseline: limits, sla: limits, since: '2026-11-23', reason: 'test' };

const row = (baseline: [number, number], sla?: [number, number]) => ({
  subject: { kind: 'operation', id: 'deals.get' } as const,
  baseline: { p95Ms: baseline[0], p99Ms: baseline[1] },
  ...(sla !== undefined && { sla: { p95Ms: sla[0], p99Ms: sla[1] } }),
});

const columnsOf = (judged: ReturnType<typeof row>) =>
  judgeLatencyRow(judged, global, constantHistogram(50)).map(({ statistic, column, limit }) => [
    statistic,
    column,
    limit,
  ]);

test('a row is held at p95 and p99 against its baseline', () => {
  expect(columnsOf(row([150, 300]))).toEqual([
    ['p95', 'baseline', 150],
    ['p99', 'baseline', 300],
  ]);
});

test("a row's own SLA counts where it is tighter than the baseline, and only there", () => {
  expect(columnsOf(row([150, 300], [100, 300]))).toEqual([
    ['p95', 'baseline', 150],
    ['p95', 'sla', 100],
    ['p99', 'baseline', 300],
  ]);
});

test('each percentile gets its own verdict', () => {
  const latencies = constantHistogram(100, 970);
  latencies.add(constantHistogram(900, 30));
  const kinds = judgeLatencyRow(row([150, 300]), global, latencies).map(({ kind }) => kind);
  expect(kinds).toEqual(['pass', 'fail']);
});

test('between SLA and baseline only the SLA is broken', () => {
  const verdicts = judgeLatencyRow(row([150, 300], [100, 200]), global, constantHistogram(120));
  expect(verdicts.map(({ kind, column, statistic }) => `${statistic} ${column} ${kind}`)).toEqual([
    'p95 baseline pass',
    'p95 sla fail',
    'p99 baseline pass',
    'p99 sla pass',
  ]);
});

test('an operation that is not offered gets that verdict with its reason at every limit, never a pass', () => {
  const verdicts = judgeLatencyRow(row([150, 300]), global, undefined, { reason: '404 page not found' });
  expect(verdicts.map(({ kind }) => kind)).toEqual(['not offered', 'not offered']);
  for (const verdict of verdicts) expect(verdict).toMatchObject({ reason: '404 page not found' });
});

test('an operation that is offered but was not sent is inconclusive', () => {
  const kinds = judgeLatencyRow(row([150, 300]), global, new LatencyHistogram()).map(({ kind }) => kind);
  expect(kinds).toEqual(['inconclusive', 'inconclusive']);
});
