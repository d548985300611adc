import { expect, test } from '@playwright/test';
import { needsBrowser, type RunOfCommand } from '../../../../scripts/command-line/needs-browser.ts';
import { readCommand } from '../../../../scripts/command-line/read-command.ts';

const SMOKE: RunOfCommand = {
  scenario: 'smoke',
  row: { rounds: [{ atSeconds: 10, moment: 'at the peak' }] },
  settings: { journeys: 'all', segment: undefined },
  passedOn: [],
};

const cases: readonly [what: string, run: Partial<RunOfCommand>, needed: boolean][] = [
  ['a scenario with journeys', {}, true],
  ['some journeys', { settings: { journeys: ['login'], segment: undefined } }, true],
  ['JOURNEYS=none', { settings: { journeys: 'none', segment: undefined } }, false],
  ['the first segment', { settings: { journeys: 'all', segment: { index: 1, of: 4 } } }, true],
  ['a later segment', { settings: { journeys: 'all', segment: { index: 2, of: 4 } } }, false],
  ['a scenario without rounds', { row: { rounds: [] } }, false],
  ['the traffic alone', { passedOn: ['traffic.spec'] }, false],
  ['one journey alone', { passedOn: ['create-deal'] }, true],
  ['traffic and a journey', { passedOn: ['traffic', 'create-deal'] }, true],
  ['an option of Playwright', { passedOn: ['--reporter=line'] }, true],
  ['bursts', { scenario: 'baseline', row: undefined }, false],
  ['audits', { scenario: 'lighthouse', row: undefined }, true],
  ['the check', { scenario: 'check', row: undefined }, true],
  [
    'the check with JOURNEYS=none',
    { scenario: 'check', row: undefined, settings: { journeys: 'none', segment: undefined } },
    false,
  ],
  [
    'audits with JOURNEYS=none',
    { scenario: 'lighthouse', row: undefined, settings: { journeys: 'none', segment: undefined } },
    true,
  ],
];
for (const [what, run, needed] of cases)
  test(`${what}: a browser has to be there: ${needed}`, () => {
    expect(needsBrowser({ ...SMOKE, ...run })).toBe(needed);
  });

test('the command of a later segment, or without journeys, asks for no browser', () => {
  const needed = (line: string) => {
    const command = readCommand(line.split(' '), {}, '/home/somebody');
    return command.kind === 'run' && command.needsBrowser;
  };
  expect(needed('load development')).toBe(true);
  expect(needed('load development --segment 2/4 --start-at 2030-01-31T06:00:00Z')).toBe(false);
  expect(needed('load development --journeys none')).toBe(false);
  expect(needed('check development --journeys none')).toBe(false);
});
