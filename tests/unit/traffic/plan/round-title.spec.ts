import { expect, test } from '@playwright/test';
import { roundOfTitle, roundTitle, titleAlone } from '../../../../src/traffic/plan/round-title.ts';

const round = { journey: 'create-deal', number: 2, of: 4, vus: 1_000 };

test('the title of a round says how many users are planned, and `alone` where there is no traffic', () => {
  expect(roundTitle(round)).toBe('create deal, round 2 of 4, at 1,000 users');
  for (const vus of [0, 1, 1_000])
    expect(titleAlone(roundTitle({ ...round, vus }))).toBe('create deal, round 2 of 4, alone');
});

test('the number of a round is read from its title, with traffic and without, and from no other title', () => {
  const title = roundTitle({ ...round, number: 12 });
  expect([title, titleAlone(title), 'traffic of 10 virtual users'].map(roundOfTitle)).toEqual([
    12,
    12,
    undefined,
  ]);
});

test('the title of another test stays as it is', () => {
  expect(titleAlone('traffic of 10 virtual users')).toBe('traffic of 10 virtual users');
});
