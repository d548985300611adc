import { expect, test } from '@playwright/test';
import { burstsSection } from '../../../../src/report/html/sections/bursts.ts';
import { summaryText } from '../../../../src/report/text/summary.ts';
import { endedEarlyLine } from '../../../../src/report/words/run-lines.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { smallBurst, smallRecord } from '../../../made/small-record.ts';

test('bursts that their tokens ended are named with the reason', () => {
  const ended = { ...smallBurst('deals.list', 20), endedEarly: 'its access token ended' };
  const record = smallRecord({ bursts: [smallBurst('deals.get', 20), ended] });
  const line = endedEarlyLine(record);
  expect(line).toBe(
    'Ended early: deals.list (its access token ended). They are judged by what they measured until then, and an early end breaks no limit.',
  );
  const view = runView(record, []);
  expect(summaryText(view)).toContain(line);
  expect(burstsSection(view)?.html).toContain(line);
});

test('a run whose bursts came to their end says nothing of it', () => {
  const record = smallRecord({ bursts: [smallBurst('deals.get', 20)] });
  expect(endedEarlyLine(record)).toBeUndefined();
});
