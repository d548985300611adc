import { expect, test } from '@playwright/test';
import { partsText } from '../../../../src/report/words/steps.ts';
import { NO_PARTS } from '../../../made/step.ts';

test('a step is described by its parts, and the server part by what the server did', () => {
  const parts = {
    ...NO_PARTS,
    networkMs: 6,
    serverAppMs: 2,
    serverDbMs: 24,
    serverCryptoMs: 5,
    scriptMs: 12.34,
  };
  expect(partsText(parts)).toBe('network 6 ms, server 31 ms (db 24, crypto 5), script 12.3 ms');
});

test('what is next to nothing is left out', () => {
  expect(partsText({ ...NO_PARTS, inputDelayMs: 1, idleMs: 199 })).toBe('idle 199 ms');
  expect(partsText(NO_PARTS)).toBe('');
});
