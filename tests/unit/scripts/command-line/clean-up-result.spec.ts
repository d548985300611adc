import { expect, test } from '@playwright/test';
import { cleanUpResultLines, isClean } from '../../../../scripts/command-line/clean-up-result.ts';
import type { TargetCleanUpResult } from '../../../../src/run/clean-up-target.ts';
import type { CreatedEntry } from '../../../../src/target/test-data/created-journal.ts';
import { RemovalTally } from '../../../../src/target/test-data/removal-report.ts';

const deal = (id: string): CreatedEntry => ({ kind: 'deal', id, operation: 'deals.list', dealershipId: 'd' });
const nothing = { entries: [], problems: [] };

function reportOf(fill: (tally: RemovalTally) => void) {
  const tally = new RemovalTally();
  fill(tally);
  return tally.report();
}

const report = reportOf((tally) => {
  for (const way of ['removed', 'removed', 'gone'] as const) tally.done('deal', way);
  tally.done('visit', 'closed');
  tally.left('user', 'the API has no operation that removes a user');
});

test('found, removed, already gone and left are printed, and the counts add up', () => {
  const found = { entries: [deal('1'), deal('2')], problems: [] };
  const result = { found, left: nothing, reports: [{ name: 'run-1', report }], young: [] };
  expect(cleanUpResultLines(result, { dryRun: false })).toEqual([
    'run-1: 1 user created (1 left), 3 deals created (2 removed, 1 already gone), 1 visit created (1 closed)\n' +
      '  - 1 user: the API has no operation that removes a user',
    'removed: 2, closed or archived: 1, already gone: 1, left: 0; together the 4 things that were made and that the API can remove',
    'left, counted on the target: nothing',
  ]);
  expect(isClean(result)).toBe(true);
  expect(cleanUpResultLines(result, { dryRun: true })).toEqual(['would remove: 2 deals']);
});

test('what is left, could not be looked at or may be of another machine makes it unclean, each with its line', () => {
  const young = [{ tag: 'ra1b2tp0u32', startedAtMs: Date.parse('2026-11-28T08:00:00Z'), dealerships: [] }];
  const rows: [Partial<TargetCleanUpResult>, string][] = [
    [{ left: { entries: [deal('1')], problems: [] } }, 'left, counted on the target: 1 deal'],
    [
      { left: { entries: [], problems: ['deals.list: found status 503'] } },
      'not looked at: deals.list: found status 503',
    ],
    [{ young }, 'left alone: data tagged ra1b2tp0u32, of a run that began 2026-11-28T08:00:00.000Z'],
  ];
  for (const [different, words] of rows) {
    const result = { found: nothing, left: nothing, reports: [], young: [], ...different };
    expect(isClean(result)).toBe(false);
    expect(cleanUpResultLines(result, { dryRun: false }).join('\n')).toContain(words);
  }
});
