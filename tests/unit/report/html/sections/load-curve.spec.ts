import { expect, test } from '@playwright/test';
import { capacityRecord } from '../../../../../src/capacity/capacity-record.ts';
import { capacitySection } from '../../../../../src/report/html/sections/load-curve.ts';
import { summaryText } from '../../../../../src/report/text/summary.ts';
import { runView } from '../../../../../src/view/run-view.ts';
import { fullRecord } from '../../../../made/report-record.ts';
import { SEARCH, searched } from '../../../../made/searched-target.ts';

const target = { requestsPerSecond: 200, serviceMs: 10, thinkMs: 428 };
const capacity = capacityRecord(searched(target).search, SEARCH);
const scaling = [
  { trigger: 'p95', limit: 400, kind: 'reached', figure: 612, fromMs: 60_000, toMs: 90_000 },
  { trigger: 'cpu', limit: 0.7, kind: 'not known', needs: 'pods with limits' },
] as const;
const advice = [{ advice: 'Index <deals>', evidence: '400 scans' }] as const;

test('a found capacity is one number with its interval, what broke above it, its windows and the law with the data', () => {
  const { html } = capacitySection({ ...fullRecord(), capacity }) ?? { html: '' };
  expect(html).toContain('The target carries 155 users');
  expect(html).toContain('The capacity lies between 155 and 161 users.');
  expect(html).toContain('161 users broke p95');
  expect(html).toContain('universal scalability law');
  expect(html.match(/<svg[^>]*aria-label="Throughput by users/g)).toHaveLength(2);
  expect(html).toMatch(/<text[^>]*>capacity<\/text>/);
  expect(html.match(/<tr>/g)?.length).toBe(capacity.windows.length + 1);
});

test('a capacity above which no load broke a limit for certain has no upper end', () => {
  const { brokenAt: _, ...open } = capacity;
  const { html } = capacitySection({ ...fullRecord(), capacity: open }) ?? { html: '' };
  expect(html).toContain('The capacity lies at 155 users or above.');
});

test('triggers and advice have their figures, and texts from the target stay texts', () => {
  const { html } = capacitySection({ ...fullRecord(), scaling, advice }) ?? { html: '' };
  expect(html).toContain('612 ms');
  expect(html).toContain('reached, 60 s to 90 s');
  expect(html).toContain('not known: needs pods with limits');
  expect(html).toContain('Index &lt;deals&gt;');
});

test('a run without a search and without triggers has no such section', () => {
  const {
    scaling: _,
    capacity: __,
    ...record
  } = { scaling: undefined, capacity: undefined, ...fullRecord() };
  expect(capacitySection(record)).toBeUndefined();
});

test('the summary in the terminal says the same in a line each', () => {
  const text = summaryText(runView({ ...fullRecord(), capacity, scaling, advice }, []));
  expect(text).toContain('  - The target carries 155 users, at 200/s in all: 161 users broke p95');
  expect(text).toContain('  - More instances: p95 612 ms (> 400 ms sustained).');
  expect(text).toContain('up to 100 virtual users for');
  expect(text).toContain('  - Index <deals>: 400 scans');
});
