import { expect, test } from '@playwright/test';
import { recoveryOf, slowRecovery } from '../../../../src/diagnosis/patterns/slow-recovery.ts';
import { madeInput } from '../../../made/made-traffic.ts';

/** Ten users, a spike of fifty for twenty seconds, ten again. */
const users = (at: number) => (at >= 20 && at < 40 ? 50 : 10);

test('a target that stays slow after a spike has not recovered', () => {
  const [found] = slowRecovery(
    madeInput({ seconds: 80, users, latency: ({ at, ms }) => ms + (at >= 20 ? 200 : 0) }),
  );
  expect(found).toMatchObject({ kind: 'slow recovery', confidence: 'high', fromMs: 40_000 });
  expect(found?.evidence[0]).toContain('had not recovered');
});

test('a recovery of fifteen seconds is found, with its length', () => {
  const input = madeInput({
    seconds: 80,
    users,
    latency: ({ at, ms }) => ms + (at >= 20 && at < 55 ? 200 : 0),
  });
  expect(slowRecovery(input)[0]?.figures[0]).toMatchObject({ name: 'recovery', value: 15 });
});

test('a target that is quick again at once has recovered, and a run without a spike tells nothing', () => {
  const quick = madeInput({
    seconds: 80,
    users,
    latency: ({ at, ms }) => ms + (at >= 20 && at < 42 ? 200 : 0),
  });
  expect(slowRecovery(quick)).toEqual([]);
  expect(recoveryOf(quick.moments)?.tookMs).toBe(2_000);
  expect(recoveryOf(madeInput().moments)).toBeUndefined();
  expect(recoveryOf([])).toBeUndefined();
});
