import { expect, test } from '@playwright/test';
import { mergedTestData } from '../../../../src/run/merge/merged-test-data.ts';
import { RemovalTally } from '../../../../src/target/test-data/removal-report.ts';

function reportOf(deals: number, problem?: string) {
  const tally = new RemovalTally();
  for (let deal = 0; deal < deals; deal += 1) tally.done('deal', 'removed');
  if (problem !== undefined) tally.failed('deal', problem);
  return tally.report();
}

test('what the segments removed is added up, and what one of them left is left', () => {
  const whole = mergedTestData([
    reportOf(3),
    { ...reportOf(4, 'found status 500'), goOn: 'npm run cleanup' },
  ]);
  expect(whole?.kinds.deal).toMatchObject({ made: 8, removed: 7, failed: 1 });
  expect(whole).toMatchObject({ complete: false, problems: ['found status 500'], goOn: 'npm run cleanup' });
  expect(mergedTestData([reportOf(3), reportOf(4)])).toMatchObject({ complete: true });
});

test('a segment whose clean-up did not end leaves the whole incomplete', () => {
  expect(mergedTestData([reportOf(3), null])).toMatchObject({ complete: false });
  expect(mergedTestData([null, undefined])).toBeUndefined();
});
