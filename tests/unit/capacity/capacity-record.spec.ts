import { expect, test } from '@playwright/test';
import { capacityRecord, decisiveWindow } from '../../../src/capacity/capacity-record.ts';
import { capacitySentence } from '../../../src/capacity/capacity-words.ts';
import type { WindowKind } from '../../../src/capacity/next-step.ts';
import { CapacitySearch } from '../../../src/capacity/search.ts';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import type { PlannedSearch } from '../../../src/traffic/plan/planned-search.ts';
import { SEARCH } from '../../made/searched-target.ts';
import { madeSlice } from '../../made/slices.ts';

/**
 * The record of a search whose windows are of the kind that is given for their load. `stopMs`: when the run ends it. `looksGood`:
 * whether windows that are not decided look as if they held.
 */
function recordOf(
  kindOf: (level: number, forMs: number) => WindowKind,
  { stopMs = SEARCH.mostMs, looksGood = true, ...different }: Different = {},
) {
  const plan = { ...SEARCH, ...different };
  const { mostMs } = plan;
  const search: CapacitySearch = new CapacitySearch(plan, (slices) => {
    const forMs = (slices.at(-1)?.toMs ?? 0) - (slices[0]?.fromMs ?? 0);
    const kind = kindOf(search.level, forMs);
    const isGood = kind === 'held' || (kind !== 'broken' && looksGood);
    return { kind, looksGood: isGood, requests: 40, requestsPerSecond: 8 };
  });
  for (let fromMs = 0; !search.isOver && fromMs < Math.min(stopMs, mostMs); ) {
    const toMs = Math.min(stopMs, search.phases.at(-1)?.endMs ?? 0);
    search.closed(decodeSlice(madeSlice(0, {}, { fromMs, toMs })));
    fromMs = toMs;
  }
  return capacityRecord(search, plan);
}

type Different = Partial<PlannedSearch> & { readonly stopMs?: number; readonly looksGood?: boolean };

const upTo = (limit: number) => (level: number) => (level <= limit ? 'held' : 'broken');

test('the highest load that held is one that held for certain', () => {
  const record = recordOf((level) => (level <= 31 ? 'held' : 'undecided'), { mostMs: 60_000 });
  expect(record).toMatchObject({ kind: 'unfinished', level: 31 });
  expect(record.windows.some(({ level }) => level > 31)).toBe(true);
  expect(decisiveWindow(record)).toMatchObject({ level: 31, kind: 'held' });
});

test('whether the lowest load holds is not decided where it broke nothing for certain, whatever broke above it', () => {
  const record = recordOf((level) => (level === 1 ? 'undecided' : 'broken'));
  expect(record).toMatchObject({
    kind: 'undecided',
    brokenAt: 2,
    reason: 'whether all limits hold at 1 user was not decided: its last window had 40 requests',
  });
  expect(decisiveWindow(record)).toBeUndefined();
  expect(capacitySentence(record)).toMatch(/^No capacity: whether all limits hold at 1 user was not decided/);
});

test('a rate at which fewer requests ended than arrived is reported with the advice to search for longer', () => {
  const record = recordOf(upTo(100));
  const windows = (growthPerSecond: number) =>
    record.windows.map((window) => ({ ...window, level: 82.5, growthPerSecond }));
  // Requests of sockets come in addition, so that more end than arrive by the rate.
  const found = { ...record, unit: 'per second', level: 82.5, requestsPerSecond: 115 } as const;
  const advice = / Fewer requests ended than arrived there: a longer DURATION, .* may find less\.$/;
  expect(capacitySentence({ ...found, windows: windows(2.5) })).toMatch(advice);
  expect(capacitySentence({ ...found, kind: 'not reached', windows: windows(2.5) })).toMatch(advice);
  // A few more or less are under way at the ends of a window.
  for (const growthPerSecond of [1, 0, -2.5])
    expect(capacitySentence({ ...found, windows: windows(growthPerSecond) })).not.toMatch(advice);
  // A number of users is not a rate.
  expect(capacitySentence(record)).not.toMatch(advice);
});

test('a target that breaks at the lowest load carries nothing, by the window of that load', () => {
  const record = recordOf(() => 'broken');
  expect(record).toMatchObject({ kind: 'nothing', brokenAt: 1 });
  expect(record.reason).toBeUndefined();
  expect(decisiveWindow(record)).toMatchObject({ level: 1, kind: 'broken' });
});

test('a load that broke a limit stays the bound when the generator cannot offer it again', () => {
  let hasBroken = false;
  const record = recordOf((level) => {
    if (level <= 46) return 'held';
    if (hasBroken) return 'generator';
    hasBroken = true;
    return 'broken';
  });
  expect(record).toMatchObject({ kind: 'generator', level: 45, brokenAt: 47 });
});

test('a search that the run ended says so, and one that used up its time asks for more', () => {
  expect(recordOf(upTo(100), { stopMs: 42_000 })).toMatchObject({
    kind: 'unfinished',
    reason: expect.stringMatching(
      /^the run ended after 42 s, before the search was finished \(\d windows\)$/,
    ),
  });
  expect(recordOf(upTo(100), { stopMs: 2_000 })).toMatchObject({ kind: 'unfinished', windows: [] });
  for (const mostMs of [40_000, 43_000, 45_000, 50_000])
    expect(recordOf(upTo(100), { mostMs }).reason).toMatch(
      /^the search was not finished .* a longer DURATION/,
    );
});

test('a capacity that was confirmed stays one when time, or the run, ends before the wanted minimum above it is decided', () => {
  const kindOf = (level: number) => (level <= 100 ? 'held' : 'undecided');
  const alone = recordOf(kindOf, { looksGood: false });
  expect(alone).toMatchObject({ kind: 'found', level: 98 });
  const foundMs = alone.windows.at(-1)?.toMs ?? 0;
  const [settledMs, soonMs] = [foundMs + SEARCH.settleMs, foundMs + SEARCH.settleMs + SEARCH.windowMs];
  // No time for a window; time for a part of one that stays open; a run that is ended.
  for (const times of [
    { mostMs: foundMs + 1_000 },
    { mostMs: soonMs },
    { stopMs: foundMs },
    { stopMs: settledMs + 1_000 },
  ]) {
    const record = recordOf(kindOf, { ...times, minimum: 120, looksGood: false });
    expect(record).toMatchObject({ kind: 'found', level: 98, minimum: 120 });
    expect(record).not.toHaveProperty('reason');
    expect(record.windows).toEqual(alone.windows);
    expect(decisiveWindow(record)).toMatchObject({ level: 98, isConfirming: true });
    expect(capacitySentence(record)).toMatch(/^The target carries 98 users, /);
  }
});

test('a wanted minimum that held only a short window is no capacity: the confirmed one below it is', () => {
  const plan = { start: 100, most: 104, minimum: 102 };
  const record = recordOf(
    (level, forMs) => (level === 102 && forMs > SEARCH.windowMs ? 'generator' : upTo(103)(level)),
    plan,
  );
  expect(record.windows.map(({ level, kind }) => [level, kind])).toContainEqual([102, 'held']);
  expect(record).toMatchObject({ kind: 'found', level: 100, brokenAt: 104 });
  expect(decisiveWindow(record)).toMatchObject({ level: 100, isConfirming: true });
});
