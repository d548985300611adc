import { expect, test } from '@playwright/test';
import { sessionsNotRenewed } from '../../../../src/diagnosis/patterns/sessions-not-renewed.ts';
import {
  MADE_OPERATIONS,
  type MadeRequest,
  type MadeTraffic,
  madeInput,
} from '../../../made/made-traffic.ts';

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

test.describe('renewals that are refused a second after the sign-in', () => {
  /** A traffic with a visitor of the auth service, of whose renewals every third is refused. */
  const visited = (failure: NonNullable<MadeTraffic['failure']>) =>
    madeInput({ operations: { ...MADE_OPERATIONS, 'auth.refresh': 4 }, failure });
  const replaced = ({ operation, chance }: MadeRequest) =>
    operation === 'auth.refresh' && chance < 0.3 ? '401' : undefined;

  test('mean that another run signs in with the same accounts', () => {
    const [found] = sessionsNotRenewed(visited(replaced));
    expect(found?.likelyCause).toMatch(/^another run uses the same accounts/);
    expect(found?.nextCommand).toContain('a TEST_USERNAME for each machine');
    expect(found?.evidence).toEqual([
      expect.stringMatching(/^\d+ of \d+ renewals of tokens failed\.$/),
      expect.stringMatching(/^\d+ of them were refused \(401\) a second after the sign-in/),
    ]);
  });

  test('are few in a short run, and two are enough', () => {
    let refused = 0;
    const twice = visited(({ operation }) => {
      if (operation !== 'auth.refresh' || refused === 2) return undefined;
      refused += 1;
      return '401';
    });
    expect(sessionsNotRenewed(twice)[0]?.likelyCause).toContain('another run');
    let once = 0;
    const single = visited(({ operation }) => {
      if (operation !== 'auth.refresh' || once === 1) return undefined;
      once += 1;
      return '401';
    });
    expect(sessionsNotRenewed(single)).toEqual([]);
  });

  for (const [what, failure] of [
    [
      'when the target refuses the tokens of other users, too',
      (request: MadeRequest) =>
        request.operation === 'deals.get' && request.chance < 0.1 ? '401' : replaced(request),
    ],
    [
      'when sign-ins fail, too, as without Redis',
      (request: MadeRequest) =>
        request.operation === 'auth.login' && request.chance < 0.3 ? 'server_error' : replaced(request),
    ],
    [
      'when they fail in another way',
      ({ operation, chance }: MadeRequest) =>
        operation === 'auth.refresh' && chance < 0.4 ? 'server_error' : undefined,
    ],
  ] as const) {
    test(`are sessions that the target lost ${what}`, () => {
      const [found] = sessionsNotRenewed(visited(failure));
      expect(found?.likelyCause).toMatch(/^sessions that are lost before their time/);
    });
  }
});
