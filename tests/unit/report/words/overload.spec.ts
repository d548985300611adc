import { expect, test } from '@playwright/test';
import {
  breakingSentence,
  judgedAtSentence,
  loadWords,
  missingUnderOverload,
  overloadCountsSentence,
} from '../../../../src/report/words/overload.ts';
import { overloadView } from '../../../../src/view/breaking-loads.ts';
import { fullOverload, overloadedRecord } from '../../../made/report-overload.ts';

const view = overloadView(fullOverload, overloadedRecord().rounds);

test('a plateau has one load, a ramp two, in users or in arrivals per second', () => {
  expect(loadWords({ from: 1_000, to: 1_000 }, 'users')).toBe('1,000 users');
  expect(loadWords({ from: 0, to: 1 }, 'users')).toBe('0 to 1 user');
  expect(loadWords({ from: 233, to: 400 }, 'per second')).toBe('233 to 400/s');
});

test('one sentence says what is judged at which load, and what that time came to', () => {
  expect(judgedAtSentence(view)).toBe(
    "Judged at normal load: all limits but the scenario's own, at up to 100 users (107 s of 2 min without rounds, 12,483 requests). Above that the scenario's own are judged (6 min of 6 min 39 s without rounds, 210,233 requests, 46.6 % of them at 300 to 400 users) and the others reported.",
  );
  const [, ...levels] = fullOverload.levels;
  expect(judgedAtSentence({ ...view, levels })).toContain('(but the run had no time at so little)');
});

test('one sentence counts what broke, and says so where nothing could be decided', () => {
  expect(overloadCountsSentence(view)).toBe(
    'Of 5 operations and sockets 1 broke at normal load already, 2 broke under overload, 1 held their p95 up to 400 users and 1 had too few samples to tell.',
  );
  expect(
    overloadCountsSentence({ ...view, counts: { before: 0, broken: 0, held: 0, hidden: 0, undecided: 55 } }),
  ).toBe(
    'For none of 55 operations and sockets were there enough samples without rounds to tell what the overload broke.',
  );
});

test("a row that the measurer's own delay hid is not counted among those with too few samples", () => {
  const counts = { before: 0, broken: 1, held: 0, hidden: 2, undecided: 1 };
  expect(overloadCountsSentence({ ...view, counts })).toBe(
    "Of 4 operations and sockets 1 broke under overload, 2 were left undecided by the measurer's own delay, the load or the machine and 1 had too few samples to tell up to 400 users.",
  );
});

test('what broke has the bound of its figure next to it, unless that is next to nothing', () => {
  const [first] = view.broken;
  if (first === undefined) throw new Error('nothing broke');
  const said = (least: number) =>
    breakingSentence({ ...first, figure: { figure: 226, least } }, 'users').split(': ')[1];
  expect(said(186)).toBe('226 ms (own ≤ 40 ms)');
  expect(said(225)).toBe('226 ms');
});

test('a limit left between two loads, at one where nothing below was decided, or at the load of a round', () => {
  expect(view.broken.map((each) => breakingSentence(each, 'users'))).toEqual([
    'deals.get p95 broke its limit (< 150 ms) between 200 and 300 users: 226 ms (own ≤ 40 ms)',
    'burst on deals.create p95 broke its limit (< 400 ms) at 350 users: 900 ms',
    'create-deal: save the deal median broke its limit (< 1,000 ms) between 180 and 350 users: 1,840 ms',
    'auth.login p95 broke its limit (< 300 ms) at 300 to 400 users: at least 640 ms',
    'stress availability broke its limit (> 99.9 %) between 300 and 400 users: 99.1 %',
  ]);
});

test('a round that was broken off, and a load at which rounds took all the time, are named', () => {
  expect(missingUnderOverload(view)).toEqual([]);
  const [round] = overloadedRecord().rounds;
  if (round === undefined) throw new Error('there is no round');
  const levels = fullOverload.levels.map((level) => (level.from === 300 ? { ...level, requests: 0 } : level));
  const broken = {
    ...round,
    journey: 'check-in',
    number: 3,
    of: 4,
    vus: 318,
    brokenOff: 'no news within 32 s',
  };
  const cut = overloadView({ ...fullOverload, levels }, [broken]);
  expect(missingUnderOverload(cut)).toEqual([
    'Nothing was measured without rounds at 300 to 400 users: rounds took all of that time.',
    'Broken off under overload: check in, round 3 of 4, at 318 users: no news within 32 s',
  ]);
  const notReached = levels.map((level) => (level.requests === 0 ? { ...level, elapsedMs: 0 } : level));
  expect(missingUnderOverload(overloadView({ ...fullOverload, levels: notReached }))).toEqual([]);
  expect(overloadCountsSentence(cut)).not.toContain('400 users');
});
