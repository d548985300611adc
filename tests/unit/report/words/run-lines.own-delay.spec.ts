import { expect, test } from '@playwright/test';
import { k6Metrics } from '../../../../src/report/words/run-lines.ts';
import { fullRecord } from '../../../made/report-record.ts';

const { traffic } = fullRecord();

test("a metric under its k6 name has the bound of each percentile that may be the measurer's in more than next to nothing", () => {
  if (traffic === null) throw new Error('the record has traffic');
  const said = (bounds: object) => {
    const latency = { samples: 900, p95Ms: 100, p99Ms: 200, ...bounds };
    return k6Metrics({ ...traffic, latency, failedSamples: 2 }, [])[0]?.[1];
  };
  expect(said({ p95LeastMs: 97, p99LeastMs: 150 })).toContain(
    '(900 samples, 2 of failed requests; own p(95) ≤ 3 ms, own p(99) ≤ 50 ms)',
  );
  expect(said({ p95LeastMs: 99, p99LeastMs: 199 })).toContain('(900 samples, 2 of failed requests)');
});
