import { expect, test } from '@playwright/test';
import { partsText } from '../../../../src/report/words/steps.ts';

const nothing = {
  inputDelayMs: 0,
  queueingMs: 0,
  networkMs: 0,
  serverAppMs: 0,
  serverDbMs: 0,
  serverCryptoMs: 0,
  scriptMs: 0,
  paintMs: 0,
  idleMs: 0,
};

test('a step is told by its parts, the server by what it did within', () => {
  const parts = {
    ...nothing,
    networkMs: 6,
    serverAppMs: 2,
    serverDbMs: 24,
    serverCryptoMs: 5,
    scriptMs: 12.34,
  };
  expect(partsText(parts)).toBe('network 6 ms, server 31 ms (db 24, crypto 5), script 12.3 ms');
});

test('what is next to nothing is left out', () => {
  expect(partsText({ ...nothing, inputDelayMs: 1, idleMs: 199 })).toBe('idle 199 ms');
  expect(partsText(nothing)).toBe('');
});
