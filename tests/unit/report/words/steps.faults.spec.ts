import { expect, test } from '@playwright/test';
import type { PageFault, RoundFaults, RoundRecord } from '../../../../src/record/round-record.ts';
import { journeysSection } from '../../../../src/report/html/sections/journeys.ts';
import { summaryText } from '../../../../src/report/text/summary.ts';
import { faultLines, faultsLine } from '../../../../src/report/words/steps.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { smallRecord, smallRound } from '../../../made/small-record.ts';

const STATS = { step: 'sign in', fault: 'GET /api/v1/dashboard/stats answered 404' };
const THROWN = { step: '(start)', fault: 'the page threw TypeError: <b>x</b> is undefined' };

function roundWith(listed: readonly PageFault[], more: Omit<RoundFaults, 'listed'> = {}): RoundRecord {
  return { ...smallRound(1, [80, 60, 70]), faults: { listed, ...more } };
}

test('the same fault in several rounds of a journey is named once, with all its times', () => {
  const rounds = [
    roundWith([
      { ...THROWN, count: 1 },
      { ...STATS, count: 4 },
    ]),
    roundWith([{ ...STATS, count: 3 }]),
  ];
  expect(faultsLine(rounds)).toBe(
    'Faults in the pages, whether or not they failed a step: login, sign in: GET /api/v1/dashboard/stats answered 404 (7 times); ' +
      'login, (start): the page threw TypeError: <b>x</b> is undefined (1 time).',
  );
  expect(faultLines(rounds)).toEqual([
    '(start): the page threw TypeError: <b>x</b> is undefined (1 time)',
    'sign in: GET /api/v1/dashboard/stats answered 404 (7 times)',
  ]);
});

test('a line names the most frequent faults and counts the others, those that no round listed included', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((name, index) => ({
    step: 'sign in',
    fault: `GET /${name} answered 500`,
    count: index + 1,
  }));
  expect(faultsLine([roundWith(many, { unlisted: 9 })])).toMatch(
    /: login, sign in: GET \/e .*; login, sign in: GET \/d .*; login, sign in: GET \/c answered 500 \(3 times\); and 12 more faults\.$/,
  );
  expect(faultLines([roundWith(many, { unlisted: 9 })]).at(-1)).toBe('9 other faults');
});

test('rounds without faults say nothing of them', () => {
  const rounds = [smallRound(1, [80])];
  expect(faultsLine(rounds)).toBeUndefined();
  expect(faultLines(rounds)).toEqual([]);
});

test('the summary and the page of a run name what went wrong in its pages', () => {
  const view = runView(smallRecord({ rounds: [roundWith([{ ...THROWN, count: 2 }])] }), []);
  expect(summaryText(view)).toContain('\nFaults in the pages, whether or not they failed a step: ');
  const { html = '' } = journeysSection(view) ?? {};
  expect(html).toContain(
    '<li>(start): the page threw TypeError: &lt;b&gt;x&lt;/b&gt; is undefined (2 times)</li>',
  );
  expect(summaryText(runView(smallRecord(), []))).not.toContain('Faults in the pages');
});
