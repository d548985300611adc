import { expect, test } from '@playwright/test';
import { mistakesInJourneys } from '../../../src/record/journeys-wanted.ts';

test('journeys that do not exist are one mistake, under the name that the user knows', () => {
  const known = ['login', 'create-deal'];
  for (const right of ['all', 'auto', 'none', ['login'], undefined] as const)
    expect(mistakesInJourneys(right, known)).toEqual([]);
  const right = 'all, auto, none, or some of login, create-deal';
  expect(mistakesInJourneys(['sell', 'login', 'boat'], known)).toEqual([
    { name: 'JOURNEYS', found: '"sell,boat"', right },
  ]);
  expect(mistakesInJourneys(['sell'], known, '--journeys')).toEqual([
    { name: '--journeys', found: '"sell"', right },
  ]);
});
