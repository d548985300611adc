import { expect, test } from '@playwright/test';
import { sessionsNotRenewed } from '../../../../src/diagnosis/patterns/sessions-not-renewed.ts';
import { madeInput } from '../../../made/made-traffic.ts';

test('401 to signed-in users is a session that was lost before its time', () => {
  const [found] = sessionsNotRenewed(
    madeInput({
      failure: ({ operation, chance }) => (operation !== 'auth.login' && chance < 0.05 ? '401' : undefined),
    }),
  );
  expect(found).toMatchObject({ kind: 'sessions not renewed', confidence: 'high' });
  expect(found?.figures[0]?.value).toBeGreaterThan(20);
});

test('a wrong password and other client errors are none', () => {
  const signIn = madeInput({ failure: ({ operation }) => (operation === 'auth.login' ? '401' : undefined) });
  const conflict = madeInput({ failure: ({ chance }) => (chance < 0.1 ? 'client_error' : undefined) });
  for (const input of [signIn, conflict, madeInput()]) expect(sessionsNotRenewed(input)).toEqual([]);
});
