import { expect, test } from '@playwright/test';
import { hasOldTokens, renewTokens } from '../../../../lanes/journeys/lane-session.ts';
import { overloadedRound, runOf, someRound } from '../../../made/planned-rounds.ts';

const refusing = { renew: () => Promise.reject(new Error('refused')) };

test('tokens are old after a minute', () => {
  expect([59_999, 60_001].map((tokensAgeMs) => hasOldTokens({ tokensAgeMs }))).toEqual([false, true]);
});

test('a round gets new tokens once', async () => {
  let renewals = 0;
  const renew = async () => {
    renewals += 1;
  };
  await renewTokens({ renew }, runOf('load'), someRound('load'));
  expect(renewals).toBe(1);
});

test('a target that renews no tokens fails a round, but not one under overload', async () => {
  await expect(renewTokens(refusing, runOf('load'), someRound('load'))).rejects.toThrow('refused');
  await renewTokens(refusing, runOf('stress'), overloadedRound());
});
