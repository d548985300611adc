import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { checkMinCapacity } from '../../../src/run/judge-search.ts';
import { judgeSlices } from '../../../src/run/judge-slices.ts';
import type { PlannedSearch } from '../../../src/traffic/plan/planned-search.ts';
import { SEARCH, type SearchedTarget, searched, usersAtLimit } from '../../made/searched-target.ts';

const tables = loadTables();
const target: SearchedTarget = { requestsPerSecond: 200, serviceMs: 10, thinkMs: 428 };

function judged(different: Partial<SearchedTarget> = {}, plan: Partial<PlannedSearch> = {}) {
  const search = { ...SEARCH, ...plan };
  const { slices } = searched({ ...target, ...different }, search);
  const run = { scenario: 'capacity', offers: {}, sockets: {}, plan: { search } };
  return judgeSlices(slices, run, tables, { slaCounts: false });
}

test('a found capacity passes: its confirming window is judged, and no window that broke a limit', () => {
  const { verdicts, capacity, lostLoad } = judged();
  expect(capacity).toMatchObject({ kind: 'found', unit: 'users' });
  expect(Math.abs((capacity?.level ?? 0) / usersAtLimit(target, 500) - 1)).toBeLessThan(0.1);
  expect(capacity?.brokenAt).toBeGreaterThan(capacity?.level ?? 0);
  expect(capacity?.brokenBy?.[0]).toMatch(/^p95 .* ms \(limit < 500 ms\)$/);
  expect(capacity?.windows.some(({ kind }) => kind === 'broken')).toBe(true);
  expect(verdicts.map(({ statistic, kind }) => [statistic, kind])).toEqual([
    ['p95', 'pass'],
    ['errorRate', 'pass'],
  ]);
  expect(lostLoad).toBeUndefined();
});

/** When the confirming window of an undisturbed search begins, and its users. */
function confirmed(): { readonly fromMs: number; readonly level: number } {
  const window = searched(target).search.windows.at(-1);
  return { fromMs: window?.fromMs ?? 0, level: window?.level ?? 0 };
}

test('a target that freezes within the confirming window has no capacity there', () => {
  const { fromMs, level } = confirmed();
  const frozenMs = fromMs + 20_000;
  const freezing: SearchedTarget['different'] = ({ toMs }) =>
    toMs <= frozenMs
      ? {}
      : {
          // The gateway gives up after 30 s.
          operations:
            toMs - frozenMs === 30_000
              ? { 'any.any': { outcomes: { server_error: level }, bytesReceived: 0 } }
              : {},
          ...(toMs - frozenMs < 30_000 && {
            underWayMs: { 'any.any': Array.from({ length: level }, () => toMs - frozenMs) },
          }),
        };
  const { capacity, verdicts, lostLoad } = judged({ different: freezing });
  const confirming = capacity?.windows.find((window) => window.isConfirming);
  expect(confirming).toMatchObject({ fromMs, level });
  expect(confirming?.kind).not.toBe('held');
  expect(confirming?.toMs).toBeGreaterThan(fromMs + 30_000);
  expect(capacity?.kind).not.toBe('found');
  expect(lostLoad ?? verdicts.find(({ failsTheRun }) => failsTheRun)).toBeDefined();
});

test('a service that is gone at the end of the confirming window leaves it undecided, however few of the requests are for it', () => {
  const { fromMs } = confirmed();
  const goneMs = fromMs + 10_000;
  const different: SearchedTarget['different'] = ({ toMs, operations }) => ({
    operations: {
      ...operations,
      ...(toMs <= goneMs && { 'rare.get': { outcomes: { ok: 1 }, bytesReceived: 0 } }),
    },
    services: {
      any: {
        fromSecond: Math.round(toMs / 1000) - 5,
        answered: [400, 400, 400, 400, 400],
      },
    },
    ...(toMs > goneMs && {
      underWayMs: { 'rare.get': [3_000, 3_500, 4_000].map((ms) => toMs - goneMs - ms) },
    }),
  });
  const { capacity } = judged({ different });
  const confirming = capacity?.windows.find((window) => window.isConfirming);
  expect(confirming).toMatchObject({ fromMs, kind: 'undecided', looksGood: false });
  expect(confirming?.hanging).toMatch(/^rare: gone from second \d+ to the end .*; 3 of 3 requests lost/);
});

test('the throughput at the loads that were measured follows the scalability law up to the limit', () => {
  const { fit } = judged().capacity ?? {};
  for (const { concurrency, middle } of fit?.curve ?? [])
    if (concurrency > 30)
      expect(Math.abs(middle / Math.min(200, concurrency / 0.438) - 1)).toBeLessThan(0.25);
  expect(fit?.points.length).toBeGreaterThan(5);
});

test('MIN_CAPACITY is a limit: less fails the run, as much or more passes', () => {
  const less = judged({}, { minimum: 200 }).verdicts[0];
  expect(less).toMatchObject({
    statistic: 'capacity',
    kind: 'fail',
    limit: 200,
    unit: 'users',
    failsTheRun: true,
  });
  const more = judged({}, { minimum: 120 }).verdicts[0];
  expect(more).toMatchObject({ statistic: 'capacity', kind: 'pass', failsTheRun: false });
});

/** Three users and four hold all limits; of five, from 10 s on and again from 45 s on, some requests hang when a window ends. */
const hangingAtFive: SearchedTarget['different'] = ({ toMs }) => {
  const sinceMs = toMs <= 35_000 ? toMs - 15_000 : toMs <= 70_000 ? toMs - 50_000 : 0;
  const isFive = sinceMs > 0 && sinceMs <= 20_000;
  return isFive ? { underWayMs: { 'any.any': Array.from({ length: sinceMs / 125 }, () => 4_000) } } : {};
};

test('why it stays open whether the target carries a MIN_CAPACITY above what was found is what became of that load', () => {
  const small = { requestsPerSecond: 100_000, serviceMs: 10, thinkMs: 10 };
  const plan = { start: 3, most: 10, minimum: 8 };
  const open = (different: Partial<SearchedTarget> = {}, mostMs = SEARCH.mostMs) => {
    const run = judged({ ...small, different: hangingAtFive, ...different }, { ...plan, mostMs });
    expect(run.capacity).toMatchObject({ kind: 'found', level: 4, minimum: 8 });
    expect(run.verdicts[0]).toMatchObject({ statistic: 'capacity', kind: 'inconclusive', figure: 4 });
    expect(run.verdicts[0]).toMatchObject({ reason: run.lostLoad?.replace(/^.*? MIN_CAPACITY: /, '') });
    return { lostLoad: run.lostLoad, windows: run.capacity?.windows ?? [] };
  };
  const held = open();
  expect(held.windows.at(-1)).toMatchObject({ level: 8, kind: 'held' });
  expect(held.lostLoad).toBe(
    'whether the target carries MIN_CAPACITY: that load held its window, but 5 users did not',
  );
  const foundMs = held.windows.find(({ isConfirming }) => isConfirming)?.toMs ?? 0;
  expect(open({}, foundMs + 5_000).lostLoad).toMatch(/: the search ended before that load was decided$/);
  const late = (slice: Parameters<NonNullable<SearchedTarget['different']>>[0]) => ({
    ...hangingAtFive(slice, 0),
    ...(slice.toMs > foundMs && { userTime: { totalMs: 1_000, lostMs: 500 } }),
  });
  expect(open({ different: late }).lostLoad).toMatch(/: the generator was the limit at that load: .*50 %/);
});

test('a MIN_CAPACITY that held a window and was not confirmed stays open, and the reason says so', () => {
  const idle = { requestsPerSecond: 100_000, serviceMs: 10, thinkMs: 90 };
  const plan = { start: 100, most: 104, minimum: 102 };
  /** Requests of 104 users hang, those of fewer do not. */
  const hangingAt104: NonNullable<SearchedTarget['different']> = ({ fromMs, toMs, operations }) => {
    const users = ((operations['any.any']?.outcomes.ok ?? 0) * 100) / (toMs - fromMs);
    return Math.round(users) < 104
      ? {}
      : { underWayMs: { 'any.any': Array.from({ length: 400 }, () => 4_000) } };
  };
  const search = (more: SearchedTarget['different'] = () => ({}), mostMs = SEARCH.mostMs) =>
    judged(
      { ...idle, different: (slice, number) => ({ ...hangingAt104(slice, number), ...more(slice, number) }) },
      { ...plan, mostMs },
    );
  const confirmed = search();
  expect(confirmed.verdicts[0]).toMatchObject({ statistic: 'capacity', kind: 'pass', figure: 102 });
  const heldMs = confirmed.capacity?.windows.find(({ level }) => level === 102)?.toMs ?? 0;
  const late: SearchedTarget['different'] = ({ toMs }) =>
    toMs > heldMs ? { userTime: { totalMs: 1_000, lostMs: 500 } } : {};
  for (const run of [search(late), search(undefined, heldMs + 5_000)]) {
    expect(run.capacity).toMatchObject({ kind: 'found', level: 100, minimum: 102 });
    expect(run.capacity?.windows.find(({ level }) => level === 102)).toMatchObject({ kind: 'held' });
    expect(run.verdicts[0]).toMatchObject({ statistic: 'capacity', kind: 'inconclusive', figure: 100 });
    expect(run.lostLoad).toBe(
      'whether the target carries MIN_CAPACITY: that load held a window, but not the long one that confirms a capacity',
    );
  }
});

test('a MIN_CAPACITY that the run cannot judge is refused before it begins', () => {
  const search = { most: 500, unit: 'users' } as const;
  expect(() => checkMinCapacity(150, 'smoke', undefined)).toThrow(
    /^\[BAD_SETTING\] checked: MIN_CAPACITY\. Found: "150"\. Right would be: no MIN_CAPACITY in a run of smoke/,
  );
  expect(() => checkMinCapacity(501, 'capacity', search)).toThrow(/at most 500 users, the highest load/);
  for (const wanted of [undefined, 500])
    expect(() => checkMinCapacity(wanted, 'capacity', search)).not.toThrow();
});

test('a MIN_CAPACITY of a fraction of a user is refused: such a load would add and retire a user all the time', () => {
  expect(() => checkMinCapacity(150.5, 'capacity', { most: 500, unit: 'users' })).toThrow(
    /^\[BAD_SETTING\] checked: MIN_CAPACITY\. Found: "150\.5"\. Right would be: a whole number of users; only with RATE/,
  );
  expect(() => checkMinCapacity(150.5, 'capacity', { most: 500, unit: 'per second' })).not.toThrow();
});

test('a target that holds nothing fails its run', () => {
  const { verdicts, capacity } = judged({ requestsPerSecond: 0.5, serviceMs: 2_000 });
  expect(capacity).toMatchObject({ kind: 'nothing' });
  expect(capacity).not.toHaveProperty('level');
  expect(verdicts.some(({ failsTheRun }) => failsTheRun)).toBe(true);
});

test('a generator at its limit is no capacity: nothing is decided, and the highest load that held is named', () => {
  const { capacity, lostLoad, verdicts } = judged({
    requestsPerSecond: 100_000,
    different: ({ fromMs, toMs }) => ({
      userTime: { totalMs: toMs - fromMs, lostMs: fromMs < 60_000 ? 0 : (toMs - fromMs) / 2 },
    }),
  });
  expect(capacity).toMatchObject({
    kind: 'generator',
    reason: expect.stringContaining('the generator was the limit at'),
  });
  expect(capacity?.level).toBeGreaterThan(31);
  expect(lostLoad).toMatch(/^the generator was the limit at \d+ users: .* 50 % of the virtual users' time/);
  expect(verdicts.filter(({ failsTheRun }) => failsTheRun)).toEqual([]);
});

test('a rate limiter that nobody announced is no capacity: the load that it refuses was not offered', () => {
  const refusing: SearchedTarget['different'] = ({ toMs, operations }) =>
    toMs < 60_000
      ? {}
      : {
          operations: { ...operations, 'deals.list': { outcomes: { rate_limited: 400 }, bytesReceived: 0 } },
        };
  const { capacity, lostLoad, verdicts } = judged({ requestsPerSecond: 100_000, different: refusing });
  expect(capacity).toMatchObject({ kind: 'generator' });
  expect(capacity).not.toHaveProperty('brokenAt');
  expect(lostLoad).toMatch(/rate limiter refused 400 of [\d,]+ requests .*: the suite itself sent more/);
  expect(verdicts.filter(({ failsTheRun }) => failsTheRun)).toEqual([]);
});

test('a search without enough time decides nothing', () => {
  const { capacity, lostLoad } = judged({}, { mostMs: 40_000 });
  expect(capacity).toMatchObject({ kind: 'unfinished' });
  expect(lostLoad).toMatch(/^the search was not finished after \d+ windows: a longer DURATION/);
});

test('up to the most that the search may ask for, held limits pass and are no capacity', () => {
  const { capacity, verdicts, lostLoad } = judged({ requestsPerSecond: 100_000 });
  expect(capacity).toMatchObject({ kind: 'not reached', level: 500, most: 500 });
  expect(verdicts.every(({ kind }) => kind === 'pass')).toBe(true);
  expect(lostLoad).toBeUndefined();
});
