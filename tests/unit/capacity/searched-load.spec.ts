import { expect, test } from '@playwright/test';
import { searchedLoad } from '../../../src/capacity/searched-load.ts';

const window = (kind: 'held' | 'broken', fromMs: number, toMs: number) => ({
  kind,
  level: 10,
  looksGood: kind === 'held',
  isConfirming: false,
  fromMs,
  toMs,
  requests: 100,
  requestsPerSecond: 10,
});

test('what broke a limit was overload, and after it the target recovered until the next window', () => {
  const windows = [window('held', 5, 10), window('broken', 15, 20), window('held', 40, 60)];
  expect(searchedLoad({ windows })).toEqual([
    { kind: 'normal', fromMs: 0, toMs: 5 },
    { kind: 'normal', fromMs: 5, toMs: 10 },
    { kind: 'overload', fromMs: 10, toMs: 15 },
    { kind: 'overload', fromMs: 15, toMs: 20 },
    { kind: 'recovering', fromMs: 20, toMs: 40 },
    { kind: 'normal', fromMs: 40, toMs: 60 },
  ]);
});

test('a search without a window has no stretches', () => {
  expect(searchedLoad({ windows: [] })).toEqual([]);
});
