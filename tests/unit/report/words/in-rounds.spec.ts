import { expect, test } from '@playwright/test';
import { roundsNotAsPlanned, roundsSentence, usersWords } from '../../../../src/report/words/in-rounds.ts';

const traffic = {
  elapsedMs: 60_000,
  undisturbedMs: 36_000,
  latency: { samples: 900, p95Ms: 12.5 },
  inRounds: [
    { kind: 'visits', elapsedMs: 21_000, sent: 400, failed: 0, latency: { samples: 400, p95Ms: 18.1 } },
    {
      kind: 'burst',
      operation: 'deals.create',
      elapsedMs: 1_000,
      sent: 80,
      failed: 3,
      latency: { samples: 80, p95Ms: 109 },
    },
    {
      kind: 'removal',
      operation: 'deals.create',
      elapsedMs: 2_000,
      sent: 60,
      failed: 0,
      latency: { samples: 60, p95Ms: 40 },
    },
    { kind: 'burst', operation: 'auth.login', elapsedMs: 1_000, sent: 9, failed: 0, latency: { samples: 9 } },
  ],
} as const;

test('how much of the time was what, and how the traffic did in each', () => {
  expect(roundsSentence(traffic)).toBe(
    'Latencies cover the 36 s (of 60 s) without rounds (p95 12.5 ms). ' +
      'Left out: while a browser visited pages (21 s) p95 18.1 ms; ' +
      'while a burst hit deals.create (1 s) p95 109 ms, 3 of 80 requests failed; ' +
      'while what rounds had made with deals.create was removed (2 s) p95 40 ms; ' +
      'while a burst hit auth.login (1 s) too few requests for a p95.',
  );
});

test('where the measurer may have added to such a figure, the bound is next to it', () => {
  const latency = { samples: 900, p95Ms: 12.5, p95LeastMs: 12.2 };
  const inRounds = traffic.inRounds.map((phase) => ({
    ...phase,
    latency: 'p95Ms' in phase.latency ? { ...phase.latency, p95LeastMs: 10 } : phase.latency,
  }));
  const said = roundsSentence({ ...traffic, latency, inRounds });
  expect(said).toContain('without rounds (p95 12.5 ms).');
  expect(said).toContain('while a burst hit deals.create (1 s) p95 109 ms (own ≤ 99 ms), 3 of 80');
});

test('with overload it says that the figure is of all loads, since the judged one is not', () => {
  const overload = { above: 100, unit: 'users', levels: [], limits: [] } as const;
  expect(roundsSentence(traffic, overload)).toContain('(at all loads together p95 12.5 ms)');
});

test('planned rounds without figures are named by their journeys', () => {
  const round = { of: 5, moment: 'early in the surge' };
  const missingRounds = [
    { ...round, journey: 'create-deal', number: 2 },
    { ...round, journey: 'create-deal', number: 3 },
    { ...round, journey: 'check-in', number: 1, of: 2 },
  ];
  expect(roundsNotAsPlanned({ missingRounds, rounds: [], traffic: null })).toBe(
    '3 planned rounds were not measured: create deal 2 and 3 of 5; check in 1 of 2.',
  );
  const why = 'left out: the users are gone before it ends';
  const [one] = missingRounds;
  expect(roundsNotAsPlanned({ missingRounds: one ? [{ ...one, why }] : [], rounds: [], traffic: null })).toBe(
    `1 planned round was not measured: create deal 2 of 5 (${why}).`,
  );
});

test('rounds that began late are named with the time, and those that waited a moment for their turn are not', () => {
  const round = { journey: 'create-deal', number: 1, of: 1 };
  const said = (...lateMs: number[]) =>
    roundsNotAsPlanned({ rounds: lateMs.map((ms) => ({ ...round, lateMs: ms })), traffic: null });
  expect(said(1, 1_999)).toBeUndefined();
  expect(said(1, 5_346)).toBe('Late for its moment: create deal 1 of 1, by 5 s.');
});

test('what came when the users had gone is counted, and is in no figure', () => {
  const round = { journey: 'tax-quote', number: 1, of: 1, lateMs: 0 };
  const said = (visits: number, burst: boolean) =>
    roundsNotAsPlanned({ rounds: [{ ...round, afterUsers: { visits, burst } }], traffic: null });
  const begins = 'Left out, since the users had gone:';
  expect(said(1, true)).toBe(`${begins} tax quote 1 of 1: 1 visit, and its burst, which was not sent.`);
  expect(said(1, false)).toBe(`${begins} tax quote 1 of 1: 1 visit.`);
  expect(said(0, true)).toBe(`${begins} tax quote 1 of 1: its burst, which was not sent.`);
});

test('a run says when its rounds left the users less time than the plan promised', () => {
  const said = (plannedUndisturbedMs: number, undisturbedMs: number) =>
    roundsNotAsPlanned({ rounds: [], traffic: { undisturbedMs }, plannedUndisturbedMs });
  expect(said(12_000, 7_000)).toBe(
    'The plan left the users 12 s without rounds, and they had 7 s: rounds, or the requests still under way after them, took longer than planned.',
  );
  expect(said(12_000, 11_000)).toBeUndefined();
  expect(said(12_000, 14_000)).toBeUndefined();
  expect(roundsNotAsPlanned({ rounds: [], traffic: {}, plannedUndisturbedMs: 12_000 })).toBeUndefined();
});

test('nothing is said without rounds, and of records whose latencies include them', () => {
  expect(roundsSentence({ ...traffic, inRounds: [] })).toBeUndefined();
  const { undisturbedMs: _, ...older } = traffic;
  expect(roundsSentence(older)).toBeUndefined();
});

test('a round with other users than planned says both, and one without traffic that it was alone', () => {
  expect(usersWords({ vus: 8, plannedVus: 10 })).toBe('8 users (10 planned)');
  expect(usersWords({ vus: 0, plannedVus: 10 })).toBe('0 users (10 planned)');
  expect(usersWords({ vus: 10 })).toBe('10 users');
  expect(usersWords({ vus: 0 })).toBe('alone');
});
