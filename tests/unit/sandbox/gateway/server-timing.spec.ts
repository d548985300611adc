import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from '@playwright/test';

import { newPassage, type Passage } from '../../../../sandbox/gateway/passage.ts';
import { asPartOf, serverTiming, timed } from '../../../../sandbox/gateway/server-timing.ts';

/** Runs `work` as a request of its own and gives what was noted about it. */
async function requestOf(work: () => Promise<unknown>): Promise<Passage> {
  const passage = newPassage('id');
  await new Promise<void>((resolve, reject) => {
    asPartOf(passage, () => work().then(() => resolve(), reject));
  });
  return passage;
}

test('parts are summed under their own name', async () => {
  const passage = await requestOf(async () => {
    await timed('db', () => sleep(20));
    await timed('db', () => sleep(20));
    await timed('crypto', () => sleep(10));
  });
  // Timers may fire a millisecond early; there is no upper bound on a busy machine.
  expect(passage.dbMs).toBeGreaterThanOrEqual(38);
  expect(passage.cryptoMs).toBeGreaterThanOrEqual(9);
});

test('requests that run at the same time keep their times apart', async () => {
  const [quick, slow] = await Promise.all([
    requestOf(() => timed('crypto', () => 'at once')),
    requestOf(() => timed('db', () => sleep(30))),
  ]);
  expect(quick.dbMs).toBe(0);
  expect(slow.cryptoMs).toBe(0);
  expect(slow.dbMs).toBeGreaterThanOrEqual(29);
});

test('work that fails is counted too, and its error passed on', async () => {
  const passage = await requestOf(async () => {
    const failing = timed('db', async () => {
      await sleep(15);
      throw new Error('numeric field overflow');
    });
    await expect(failing).rejects.toThrow('numeric field overflow');
  });
  expect(passage.dbMs).toBeGreaterThanOrEqual(14);
});

test('outside a request the work is only run', async () => {
  expect(await timed('db', () => 42)).toBe(42);
});

test('the header names total and parts in milliseconds with three decimals', () => {
  const passage: Passage = { ...newPassage('id'), startedMs: 1000, dbMs: 2.34567, cryptoMs: 0 };
  expect(serverTiming(passage, 1012.5)).toBe('total;dur=12.500, db;dur=2.346, crypto;dur=0.000');
});
