import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { measuredId } from '../../src/verdict/subject.ts';
import { type Oddity, passOn } from '../made/odd-proxy.ts';
import { TRAFFIC, testRows } from './odd-target-rows.ts';

/** Longer than its row in thresholds/operations.json allows, and longer than any request of this row waits for another. */
const TOO_LONG_MS = 2_500;

/** What the product has. The sandbox has less, since it shares its cores with the generator. */
const PRODUCTS = { BCRYPT_COST: '12' };

/** One visitor of the auth service changes a password at second 5 and 25, as in each run; the others give the run its figures. */
const VISITS = { VUS: '4', DURATION: '40s' };

/** The accounts of the users are there, and have a password that the run does not know. */
const otherPasswords: Oddity = (passage) => {
  const { request, body, answer } = passage;
  if (!body.includes('-vu-')) return passOn(passage);
  const status = request.url?.endsWith('/register') === true ? 409 : 401;
  answer({ status, headers: { 'content-type': 'application/json' }, body: Buffer.from('{"error":"no"}') });
};

testRows([
  {
    what: 'users that cannot sign in, with a journey that waits for them',
    oddity: () => otherPasswords,
    args: [...TRAFFIC, 'tests/journeys/login.spec.ts'],
    settings: { VUS: '4', DURATION: '45s' },
    exitCode: 1,
    words: [
      /\[SIGN_IN_FAILED\] .*409: the account is there already, so the password is wrong/,
      'login 1 of 1 (the run ended before this round: the traffic failed)',
    ],
    afterwards: (run) => {
      const { startedAt, endedAt } = run.record();
      expect(
        Date.parse(endedAt) - Date.parse(startedAt),
        'nobody waits for the moment of the round',
      ).toBeLessThan(30_000);
    },
  },
  {
    what: "passwords that are changed at the product's cost",
    oddity: () => passOn,
    args: TRAFFIC,
    settings: VISITS,
    ownSandbox: PRODUCTS,
    exitCode: 0,
    words: ['PASSED', /auth\.changePassword +[1-9]\d* +0 /],
    without: [/auth\.changePassword .*: fail/],
    // Two or three samples decide nothing, so what is printed does not list its limits.
    afterwards: (run) => {
      const verdicts = run
        .record()
        .verdicts.filter(({ subject }) => measuredId(subject) === 'auth.changePassword');
      const row = verdicts.filter(({ column, statistic }) => column === 'baseline' && statistic === 'p95');
      expect(row.map(({ limit }) => limit)).toEqual([1_200]);
    },
  },
  {
    what: "passwords that take longer to change than their row allows, at the product's cost",
    oddity: () => async (passage) => {
      if (passage.request.url === '/api/v1/auth/change-password') await sleep(TOO_LONG_MS);
      await passOn(passage);
    },
    // A burst, since two samples of a traffic break no limit.
    args: ['--project=baseline', 'tests/api/auth.spec.ts', '-g', 'auth.changePassword'],
    settings: { BURST_DURATION: '20s' },
    ownSandbox: PRODUCTS,
    exitCode: 99,
    words: ['FAILED', /auth\.changePassword p95 .*limit < 1,200 ms \(baseline\).*: fail/],
  },
]);
