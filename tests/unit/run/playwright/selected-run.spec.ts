import { expect, test } from '@playwright/test';
import type { Suite } from '@playwright/test/reporter';
import { nameRoundsAlone } from '../../../../src/run/playwright/selected-run.ts';

test('rounds that are run without the traffic lose the users from their titles', () => {
  const tests = [{ title: 'login, round 1 of 1, at 10 users' }, { title: 'deals.list' }];
  nameRoundsAlone({ allTests: () => tests } as Suite);
  expect(tests.map(({ title }) => title)).toEqual(['login, round 1 of 1, alone', 'deals.list']);
});
