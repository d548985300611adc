import { expect, test } from '@playwright/test';
import type { SourceRecord } from '../../../src/evidence/evidence-record.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { markdownSummary } from '../../../src/report/markdown/summary.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { runView } from '../../../src/view/run-view.ts';
import { evidenceOfMissingIndex } from '../../made/evidence.ts';
import { fullRecord } from '../../made/report-record.ts';

const view = runView(fullRecord({ evidence: evidenceOfMissingIndex }), []);
const unavailable = 'Redis (cache:6379): connect ECONNREFUSED 10.0.0.7:6379';

test('the operations with the highest p95 stand next to the statements', () => {
  const p95s = view.evidence?.slowOperations.map(({ latency }) => latency.p95Ms ?? 0) ?? [];
  expect(p95s.length).toBeGreaterThan(0);
  expect(p95s).toEqual([...p95s].sort((a, b) => b - a));
});

test('what is measured on sockets is none of those operations: its way contains several requests', () => {
  const names = view.evidence?.slowOperations.map(({ operation }) => operation);
  expect(names).toEqual(['deals.create', 'tax.calculate']);
});

test('a source that could not be asked has one line in every report', () => {
  expect(view.evidence?.problems).toEqual([unavailable]);
  const reports = [
    htmlReport(view),
    summaryText(view),
    markdownSummary(view, { comparison: undefined, artefacts: [] }),
  ];
  for (const report of reports) expect(report.split(unavailable)).toHaveLength(2);
});

test('text and Markdown have the telling lines and no table of statements', () => {
  const markdown = markdownSummary(view, { comparison: undefined, artefacts: [] });
  for (const report of [summaryText(view), markdown]) {
    expect(report).toContain('its plan reads deals from one end to the other');
    expect(report).not.toContain('COMMIT');
  }
});

test('the page has the statement, its plan, and the samples', () => {
  const page = htmlReport(view);
  expect(page).toContain('href="#evidence"');
  expect(page).toContain('Seq Scan on deals');
  expect(page).toContain('620,000,000');
  expect(page).toContain('131 MB');
});

test('a run that asked nobody has no section', () => {
  const bare = runView(fullRecord(), []);
  expect(bare.evidence).toBeUndefined();
  expect(htmlReport(bare)).not.toContain('id="evidence"');
  expect(summaryText(bare)).not.toContain('Evidence');
});

test('a column in which no row has anything is left out', () => {
  const pageWith = (figures: NonNullable<SourceRecord['figures']>) =>
    htmlReport(
      runView(
        fullRecord({
          evidence: { sources: [{ source: 'redis', place: 'cache:6379', figures }], series: [] },
        }),
        [],
      ),
    );
  const hits = { name: 'hits', unit: 'share', value: 0.9 } as const;
  const clients = { name: 'clients', unit: 'count', value: 12, before: 9 } as const;
  const before = '<th scope="col" class="n">before</th>';
  expect(pageWith([hits])).toContain('in the run, or at its end</th>');
  expect(pageWith([hits])).not.toContain(before);
  expect(pageWith([hits, clients])).toContain(before);
});
