import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { limitOf, type Verdict } from '../../../src/verdict/verdict.ts';
import { whyBroken } from '../../../src/view/why-broken.ts';
import { fullRecord } from '../../made/report-record.ts';
import { madeVerdicts } from '../../made/verdict.ts';

const scenario = { kind: 'scenario', scenario: 'load' } as const;

/** A broken limit of all requests together. */
function brokenOverall(statistic: 'p95' | 'errorRate'): Verdict {
  const limit = limitOf(scenario, statistic, 'scenario', statistic === 'p95' ? 100 : 0.01);
  const [verdict] = madeVerdicts([
    { ...limit, kind: 'fail', figure: 2 * limit.limit, samples: 4_894, interval: {} },
  ]);
  if (verdict === undefined) throw new Error('one judgement makes one verdict');
  return verdict;
}

/** The full record, with events on sockets that are slower than any request, and fail. */
function withSlowSockets(): RunRecord {
  const record = fullRecord();
  const { traffic } = record;
  if (traffic === null) throw new Error('the full record has traffic');
  const operations = traffic.operations.map((each) => {
    if (each.operation !== 'messaging.fanout') return each;
    const outcomes = { ok: 20, timeout: 9 };
    return { ...each, ok: 20, failed: 9, outcomes, latency: { ...each.latency, p95Ms: 2_300 } };
  });
  return { ...record, traffic: { ...traffic, operations } };
}

test('of a p95 of all requests the slowest requests are named, and nothing that was measured on sockets', () => {
  const why = whyBroken(brokenOverall('p95'), withSlowSockets()).join(' ');
  expect(why).toContain('The slowest operations: deals.create (p95 612 ms) and tax.calculate (p95 18.4 ms).');
  expect(why).not.toContain('messaging.fanout');
});

test('of an error rate of all requests the failed requests are named, and nothing that failed on sockets', () => {
  const why = whyBroken(brokenOverall('errorRate'), withSlowSockets()).join(' ');
  expect(why).toContain('deals.create');
  expect(why).not.toContain('messaging.fanout');
});
