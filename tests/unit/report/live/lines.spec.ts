import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';
import { liveLines } from '../../../../src/report/live/lines.ts';
import { liveState, progressAt } from '../../../made/live-state.ts';

const linesIn = (columns: number, rows = 12, state = liveState()) =>
  liveLines(state, { columns, rows, colours: false });

test('the display of a load run says where it is, how it does against the limits, and who is in the browser', () => {
  expect(linesIn(100).join('\n')).toBe(
    [
      '',
      '  load on development, embedded sandbox                                     100 users, stage 2 of 3',
      '',
      '  time     ━━━━━━━━━━━━━━───────────────────────────  3:24 of 10:00, 6:36 left',
      '  users    ▁▂▃▄▅▆▆▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▆▅▄▄▃▂▁  100 of at most 100',
      '  requests ▁▁▂▂▃▃▄▄▅▅▆▆▇▇▇                            182/s, 37,104 so far',
      '  p95      ▃▃▄▄▄▅▅▅▆▆▆▇▇▇▇                            312 ms now, 287 ms over all, limit 500 ms',
      '  errors   ···············                            0 % now, 0.02 % over all, limit 1 %',
      '  browser          • ×  ▲ ·                           login, round 2 of 2',
    ].join('\n'),
  );
});

for (const columns of [20, 39, 40, 60, 71, 72, 80, 100, 200]) {
  test(`in a terminal of ${columns} columns no line reaches the last one`, () => {
    for (const line of linesIn(columns)) expect([...line].length, line).toBeLessThan(columns);
  });
}

for (const [rows, most] of [
  [1, 1],
  [5, 5],
  [9, 9],
  [10, 10],
] as const) {
  test(`with room for ${rows} lines it takes at most ${most}`, () => {
    const broken = liveState({ progress: progressAt(204_000, { p95Ms: 700, failedShare: 0.1 }) });
    expect(linesIn(100, rows, broken).length).toBeLessThanOrEqual(most);
    expect(linesIn(60, rows, broken).length).toBeLessThanOrEqual(most);
  });
}

test('a narrow terminal has the figures without their graphs', () => {
  const text = linesIn(60).join('\n');
  expect(text).toContain('3:24 of 10:00, 6:36 left');
  expect(text).toContain('312 ms now, 287 ms over all, limit 500 ms');
  expect(text).not.toContain('▃');
});

test('a tiny terminal has one line', () => {
  expect(linesIn(30)).toEqual(['3:24/10:00  p95 312 ms  0.02…']);
});

test('a figure over its limit is red, one near its limit is yellow', () => {
  const inColours = (recentP95Ms: number) =>
    liveLines(liveState({ progress: progressAt(204_000, { recentP95Ms }) }), {
      columns: 100,
      rows: 12,
      colours: true,
    }).join('\n');
  expect(inColours(512)).toContain('\u001b[31m\u001b[1m512 ms');
  expect(inColours(412)).toContain('\u001b[33m412 ms');
  expect(inColours(212)).toContain('\u001b[1m212 ms');
});

test('colours are all that they add', () => {
  const room = { columns: 100, rows: 12 };
  const coloured = liveLines(liveState(), { ...room, colours: true });
  expect(coloured.map(stripVTControlCharacters)).toEqual(liveLines(liveState(), { ...room, colours: false }));
});

test('what goes wrong stands below, the worst first, and what has no room is counted', () => {
  const progress = progressAt(204_000, {
    p95Ms: 612,
    recentFailedShare: 0.03,
    p95LeastMs: 530,
    measurer: { invalid: 'the load was not offered as planned' },
  });
  const lines = linesIn(100, 11, liveState({ progress }));
  expect(lines.slice(9)).toEqual([
    '  ! the run would be invalid: the load was not offered as planned',
    '  ! and 2 more',
  ]);
  expect(linesIn(100, 12, liveState({ progress })).slice(9)).toEqual([
    '  ! the run would be invalid: the load was not offered as planned',
    '  ! p95 over all 612 ms, limit 500 ms',
    '  ! 3 % of the last 10 s failed, limit 1 %',
  ]);
});

test('before the traffic it says what is waited for', () => {
  const before = { elapsedMs: undefined, progress: undefined, measuring: undefined };
  const signingIn = liveState({ ...before, signIn: { done: 12, of: 50, made: 0, sinceMs: 800 } });
  expect(linesIn(100, 12, signingIn)).toEqual([
    '',
    `  load on development, embedded sandbox${' '.repeat(36)}12 of 50 users signed in`,
  ]);
  expect(linesIn(30, 1, signingIn)).toEqual(['12 of 50 users signed in']);
  const long = liveState({ ...before, signIn: { done: 500, of: 2_001, made: 40, sinceMs: 60_000 } });
  expect(linesIn(60, 1, long)).toEqual(['500 of 2,001 users signed in, 3:00 left']);
  const done = { done: 2_001, of: 2_001, made: 40, sinceMs: 240_000 };
  expect(linesIn(60, 1, liveState({ ...before, signIn: { ...done, waitsForLimit: true } }))).toEqual([
    "users signed in, waiting for the target's rate limit",
  ]);
  expect(linesIn(30, 1, liveState({ ...before, signIn: done }))).toEqual(['browsers start']);
});

test('a scenario with overload says what its limits judge, and compares nothing else with them', () => {
  const judged = {
    latencies: 'under overload',
    errors: 'under overload and after it',
    isSearch: false,
    now: { latencies: false, errors: false },
    load: 'normal',
  } as const;
  const progress = progressAt(204_000, {
    recentP95Ms: 900,
    recentFailedShare: 0.5,
    p95Ms: null,
    failedShare: 0,
    judgedRequests: 0,
  });
  const lines = linesIn(100, 12, liveState({ judged, progress }));
  expect(lines[1]).toMatch(/100 users, stage 2 of 3, normal load$/);
  expect(lines.join('\n')).toContain('900 ms now, – under overload, limit 500 ms');
  expect(lines.join('\n')).toContain('50 % now, 0 % under overload and after it, limit 1 %');
  expect(lines.filter((line) => line.includes('!'))).toEqual([]);
  const over = progressAt(204_000, { p95Ms: 700, p95LeastMs: 690 });
  const overloaded = liveState({
    judged: { ...judged, now: { latencies: true, errors: true }, load: 'overload' },
    progress: over,
  });
  expect(linesIn(100, 12, overloaded).at(-1)).toBe('  ! p95 under overload 700 ms, limit 500 ms');
});

test('a search warns of no figure over its limit and paints none red, since overload is its purpose', () => {
  const progress = progressAt(204_000, { p95Ms: 2_000, p95LeastMs: 1_990, failedShare: 0.4 });
  const judged = {
    ...liveState().judged,
    isSearch: true,
    now: { latencies: false, errors: false },
    load: 'overload',
  } as const;
  const state = liveState({ judged, progress, rounds: [], measuring: undefined });
  const lines = linesIn(100, 12, state);
  expect(lines.filter((line) => line.includes('!'))).toEqual([]);
  expect(lines.join('\n')).toContain('2,000 ms over all, limit 500 ms a window');
  expect(liveLines(state, { columns: 100, rows: 12, colours: true }).join('')).not.toContain('\u001b[31m');
});
