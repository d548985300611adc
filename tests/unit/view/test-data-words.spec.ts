import { expect, test } from '@playwright/test';
import { RemovalTally } from '../../../src/target/test-data/removal-report.ts';
import { removalLine } from '../../../src/view/test-data-words.ts';

const nothing = new RemovalTally().report();

test('a run that created nothing says so', () => {
  expect(removalLine(nothing)).toBe('nothing was created');
});

test('a clean-up that could not look says no more than it knows', () => {
  const problems = ['deals.list: found no answer while looking for leftovers'];
  expect(removalLine({ ...nothing, problems, complete: false, goOn: 'npm run cleanup' })).toBe(
    [
      'nothing is known to have been created',
      `  - ${problems[0]}`,
      '  - `npm run cleanup` removes the rest',
    ].join('\n'),
  );
});
