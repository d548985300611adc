import type { Segment } from '../../base/segment.ts';
import { SuiteError } from '../../base/suite-error.ts';
import type { Target } from '../environments/target.ts';
import { forEachBounded } from '../for-each-bounded.ts';
import { Connection } from '../http/connection.ts';
import { ANSWER_TIMEOUT_MS, SILENCE_MS } from '../http/reply-limits.ts';
import type { RequestBudget } from '../request-budget.ts';
import { type Account, Session } from './session.ts';

/** More accounts than this are not made: beyond it users share, and with them the account's refresh token. */
export const MOST_ACCOUNTS = 50;
/** Signing in costs the target a password hash each: a few at a time are load enough. */
const AT_ONCE = 4;

export interface AccountPoolOptions {
  readonly target: Target;
  readonly count: number;
  /** The number of the first one, from 0; 0 by default. */
  readonly from?: number;
  /** Dealership of the account with this number, should it have to be made. */
  dealershipId(number: number): string;
  onSignedIn(done: number, of: number): void;
  /** What may be sent under the target's rate limits. */
  readonly budget?: Pick<RequestBudget, 'take'>;
}

/** The number of the first account of a segment's users: no two segments have one in common. */
export function firstAccountOf(segment: Segment | undefined): number {
  return ((segment?.index ?? 1) - 1) * (MOST_ACCOUNTS + 1);
}

/**
 * Signs in the accounts that virtual users live on. The pool is permanent: an account that is there from an earlier
 * run is used again, only a missing one is registered (the API cannot remove users, so they must not pile up).
 *
 * @returns the sessions, and how many accounts had to be made
 */
export async function signInAccounts(
  options: AccountPoolOptions,
): Promise<{ sessions: Session[]; registered: string[] }> {
  const { target, count, from = 0, budget } = options;
  const sessions: Session[] = new Array(count);
  const registered: string[] = [];
  let done = 0;
  await forEachBounded(sessions.keys(), AT_ONCE, async (number) => {
    const account = poolAccount(target, from + number);
    const connection = new Connection(target.baseUrl, { tlsVerify: target.tlsVerify });
    await budget?.take('ip');
    let session = await Session.signIn(account, connection);
    if (session === undefined) {
      await budget?.take('ip');
      session = await Session.register(account, options.dealershipId(number), connection);
      registered.push(session.user.id);
    }
    sessions[number] = session;
    done += 1;
    options.onSignedIn(done, count);
  });
  return { sessions, registered };
}

/**
 * Signs in accounts for users who only read, without making any: those of the pool that are there, up to the first that is
 * not, else the test user's for everybody.
 *
 * @returns two sessions at least: the last one is for the visitor of the auth service
 */
export async function signInReaders({
  target,
  count,
  from = 0,
  budget,
  onSignedIn,
}: Omit<AccountPoolOptions, 'dealershipId'>): Promise<Session[]> {
  const sessions: Session[] = [];
  while (sessions.length < count) {
    await budget?.take('ip');
    const session = await signInPoolAccount(target, from + sessions.length);
    if (session === undefined) break;
    sessions.push(session);
    onSignedIn(sessions.length, count);
  }
  if (sessions.length >= 2) return sessions;
  const shared = await signInTestUser(target, budget);
  return [...sessions, shared, shared];
}

/** Signs in the pool's account with this number; undefined when the target does not know it. */
export function signInPoolAccount(target: Target, number: number): Promise<Session | undefined> {
  const connection = new Connection(target.baseUrl, { tlsVerify: target.tlsVerify });
  return Session.signIn(poolAccount(target, number), connection);
}

/** Signs in the account of TEST_USERNAME and TEST_PASSWORD while a run is on, as soon as the target's rate limits allow it. */
export async function signInTestUser(target: Target, budget?: Pick<RequestBudget, 'take'>): Promise<Session> {
  await budget?.take('ip');
  return (await enterTestUser(target, undefined, ANSWER_TIMEOUT_MS)).session;
}

/** What the suite may do for a test user whom the target does not know. */
export interface TestUserRegistration {
  /** Whether it may register the account, as REGISTER_TEST_USER says. */
  readonly isWanted: boolean;
  readonly dealershipId: string;
  /** The command that registers it, for the message. */
  readonly command: string;
}

/**
 * Signs in the account of TEST_USERNAME and TEST_PASSWORD, and registers it before if that is wanted and needed.
 *
 * @param answerTimeoutMs how long each answer may take; by default as long as a person waits for a silent target
 * @returns the session, and whether the account is new
 * @throws SuiteError (SIGN_IN_FAILED) when the target refuses the account, with the ways out
 */
export async function enterTestUser(
  target: Target,
  registration?: TestUserRegistration,
  answerTimeoutMs = SILENCE_MS,
): Promise<{ readonly session: Session; readonly isNew: boolean }> {
  const connection = new Connection(target.baseUrl, { tlsVerify: target.tlsVerify, answerTimeoutMs });
  try {
    const session = await Session.signIn(target.account, connection);
    if (session !== undefined) return { session, isNew: false };
    if (registration?.isWanted === true) {
      const registered = await Session.register(target.account, registration.dealershipId, connection);
      return { session: registered, isNew: true };
    }
  } catch (error) {
    await connection.destroy();
    throw error;
  }
  await connection.destroy();
  const how = registration === undefined ? '' : `: ${registration.command}`;
  throw new SuiteError('SIGN_IN_FAILED', {
    checked: `signing in as ${target.account.email} (TEST_USERNAME) at ${target.baseUrl}`,
    found: '401: the target does not know this e-mail with this password',
    right: `an account of the target in TEST_USERNAME and TEST_PASSWORD. On a new installation --register-test-user (REGISTER_TEST_USER=true) registers ${target.account.email} with the password in TEST_PASSWORD${how}`,
  });
}

/** `loadtest@example.com` becomes `loadtest-vu-001@example.com`, with the same password. */
function poolAccount({ account }: Target, number: number): Account {
  const [local = '', domain = ''] = account.email.split('@');
  return {
    email: `${local}-vu-${String(number + 1).padStart(3, '0')}@${domain}`,
    password: account.password,
  };
}
