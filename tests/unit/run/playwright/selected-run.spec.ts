import { expect, test } from '@playwright/test';
import type { Suite } from '@playwright/test/reporter';
import {
  leaveOutJourneys,
  nameRoundsAlone,
  selectedRun,
} from '../../../../src/run/playwright/selected-run.ts';
import type { Settings } from '../../../../src/settings/settings.ts';

test('rounds that are run without the traffic lose the users from their titles', () => {
  const tests = [{ title: 'login, round 1 of 1, at 10 users' }, { title: 'deals.list' }];
  nameRoundsAlone({ allTests: () => tests } as Suite);
  expect(tests.map(({ title }) => title)).toEqual(['login, round 1 of 1, alone', 'deals.list']);
});

/** Which spec files JOURNEYS takes out of a run of these. */
function leftOut(wanted: Settings['journeys']): string[] {
  const file = (title: string) => ({ title, suites: [] });
  const lanes = ['traffic', 'login', 'create-deal', 'tax-quote'].map((lane) => file(`${lane}.spec.ts`));
  const projects = [
    { title: 'smoke', suites: lanes },
    { title: 'unit', suites: [file('run/login.spec.ts')] },
  ];
  const excluded: string[] = [];
  const exclude = ({ title }: Pick<Suite, 'title'>) => void excluded.push(title);
  leaveOutJourneys({ suites: projects } as unknown as Suite, { exclude }, wanted);
  return excluded;
}

for (const [journeys, expected] of [
  ['all', []],
  // Whether there is a client is not known yet.
  ['auto', []],
  ['none', ['login.spec.ts', 'create-deal.spec.ts', 'tax-quote.spec.ts']],
  [['login'], ['create-deal.spec.ts', 'tax-quote.spec.ts']],
  [['login', 'tax-quote'], ['create-deal.spec.ts']],
] as const)
  test(`JOURNEYS=${[journeys].flat()} leaves out ${expected.join(', ') || 'nothing'}, and never the traffic or other tests`, () => {
    expect(leftOut(journeys)).toEqual(expected);
  });

test('JOURNEYS that names no journey is refused with the name that was meant', () => {
  expect(() => leftOut(['logn'])).toThrow(/\[BAD_SETTING\].*JOURNEYS.*logn.*login/s);
});

for (const [words, meant] of [
  ['create-dael', 'create-deal, most likely, or else '],
  ['tests/journeys/tax-quote.spec.ts:4', 'tax-quote, most likely, or else '],
  ['--workers 4 trafic', 'traffic, most likely, or else '],
  ['nosuchfile', ''],
  ['--grep nothing', ''],
  ['create-deal --grep nothing', ''],
] as const)
  test(`a run of which ${words} selects nothing is refused${meant && ' with the lane that was meant'}`, () => {
    const argv = ['node', 'playwright', 'test', '--project=smoke', ...words.split(' ')];
    expect(() => selectedRun({ suites: [] } as unknown as Suite, [{ name: 'smoke' }], argv)).toThrow(
      `Found: none of the project smoke. Right would be: ${meant}the name of a lane or a part of a title;`,
    );
  });

test('a project that is no scenario has no lanes to suggest', () => {
  const argv = ['node', 'playwright', 'test', '--project=baseline', 'logn'];
  expect(() => selectedRun({ suites: [] } as unknown as Suite, [{ name: 'baseline' }], argv)).toThrow(
    'Found: none of the project baseline. Right would be: the name of a lane or a part of a title;',
  );
});
