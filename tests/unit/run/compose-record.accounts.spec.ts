import { expect, test } from '@playwright/test';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { runView } from '../../../src/view/run-view.ts';
import { recordOf } from '../../made/composed-record.ts';

test('a run says how many accounts of its users were there, and how many it made', () => {
  const record = recordOf({ [RUN_FILES.signIn]: { done: 1_001, of: 1_001, made: 61, sinceMs: 90_000 } });
  expect(record.accounts).toEqual({ reused: 940, made: 61 });
  const view = runView(record, []);
  const line = 'Accounts of users: 940 reused, 61 made';
  expect(summaryText(view)).toContain(`${line}\nTest data: `);
  expect(htmlReport(view)).toContain(`${line}.`);
});

test('a run without traffic, or of an older version, counts no accounts', () => {
  expect(recordOf({})).not.toHaveProperty('accounts');
  expect(recordOf({ [RUN_FILES.signIn]: { done: 11, of: 11 } })).not.toHaveProperty('accounts');
});
