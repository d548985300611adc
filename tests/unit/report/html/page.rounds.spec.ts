import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { htmlReport } from '../../../../src/report/html/page.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { constantHistogram } from '../../../made/histogram-of.ts';
import { overloadedRecord } from '../../../made/report-overload.ts';
import { fullRecord } from '../../../made/report-record.ts';
import { smallBurst } from '../../../made/small-record.ts';

/** The record with a traffic whose latencies leave out what rounds did. */
function besideRounds(record: RunRecord): RunRecord {
  if (record.traffic === null) throw new Error('the record has traffic');
  const visits = { kind: 'visits', elapsedMs: 20_000, sent: 400, failed: 0 } as const;
  const inRounds = [{ ...visits, latency: { samples: 400, p95Ms: 330 } }];
  return { ...record, traffic: { ...record.traffic, undisturbedMs: 100_000, inRounds } };
}

/** The page of a record, with a percentile curve of `deals.create`, and of what it says that this curve is. */
function pageOf(record: RunRecord) {
  const view = runView(record, []);
  const curves = view.curves.size > 0 ? view.curves : new Map([['deals.create', []]]);
  const page = htmlReport({ ...view, curves });
  const data = /<script type="application\/json" id="page-data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '{}';
  return { page, curveOf: JSON.parse(data).curves['deals.create'].of as unknown };
}

test('percentiles that leave rounds out are not said to be of the whole run', () => {
  const { page, curveOf } = pageOf(besideRounds(fullRecord()));
  expect(curveOf).toBe('the time without rounds');
  expect(page).toContain('aria-label="Latency over time. Over the time without rounds p50 24 ms');
  expect(pageOf(besideRounds(overloadedRecord())).page).toContain(
    'Percentiles are of the time without rounds, overload included; verdicts',
  );
});

test('percentiles of a traffic without rounds are of all of it', () => {
  const { page, curveOf } = pageOf(fullRecord());
  expect(curveOf).toBe('the whole traffic');
  expect(page).toContain('aria-label="Latency over time. Over the whole traffic p50 24 ms');
});

test('the percentile curve of a burst is that of its burst', () => {
  const burst = { ...smallBurst('deals.create', 12), successes: constantHistogram(12).encode() };
  const { curveOf } = pageOf(fullRecord({ traffic: null, rounds: [], bursts: [burst] }));
  expect(curveOf).toBe('its burst');
});
