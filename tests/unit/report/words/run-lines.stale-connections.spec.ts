import { expect, test } from '@playwright/test';
import { burstsSection } from '../../../../src/report/html/sections/bursts.ts';
import { journeysSection } from '../../../../src/report/html/sections/journeys.ts';
import { summaryText } from '../../../../src/report/text/summary.ts';
import { staleBurstsLine } from '../../../../src/report/words/run-lines.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { smallBurst, smallRecord, smallRound } from '../../../made/small-record.ts';

const LINE =
  'Stale connections in bursts: deals.list 5, tax.calculate 1; each request was sent again on a new one, as browsers do.';
const OF_ROUNDS = LINE.replace('deals.list 5, ', '');

const deals = { ...smallBurst('deals.list', 20), repeated: 5 };
const tax = { ...smallBurst('tax.calculate', 20), repeated: 1 };

test('bursts that met stale connections are named with their numbers, those of rounds too', () => {
  const rounds = [{ ...smallRound(1, [100]), burst: tax }];
  const record = smallRecord({ bursts: [deals, smallBurst('deals.get', 20)], rounds });
  expect(staleBurstsLine(record)).toBe(LINE);
  const view = runView(record, []);
  expect(summaryText(view)).toContain(LINE);
  expect(burstsSection(view)?.html).toContain(LINE);
  expect(journeysSection(view)?.html).toContain(OF_ROUNDS);
});

test('a run without stale connections says nothing of them', () => {
  const record = smallRecord({ bursts: [smallBurst('deals.get', 20)], rounds: [smallRound(1, [100])] });
  expect(staleBurstsLine(record)).toBeUndefined();
  expect(summaryText(runView(record, []))).not.toContain('Stale');
});
