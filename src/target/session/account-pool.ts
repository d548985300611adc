import { SuiteError } from '../../base/suite-error.ts';
import type { Target } from '../environments/target.ts';
import { forEachBounded } from '../for-each-bounded.ts';
import { Connection } from '../http/connection.ts';
import { ANSWER_TIMEOUT_MS, SILENCE_MS } from '../http/reply-limits.ts';
import type { RequestBudget } from '../request-budget.ts';
import { type Account, Session, wrongPassword } from './session.ts';

/** Signing in costs the target a password hash each: a few at a time are load enough. */
const AT_ONCE = 4;

export interface AccountPoolOptions {
  readonly target: Target;
  readonly count: number;
  /** The number of the first one, from 0; 0 by default. */
  readonly from?: number;
  /** Dealership of the account with this number, should it have to be made. */
  dealershipId(number: number): string;
  /** Whether an earlier run has seen the account with this e-mail on the target; none by default. */
  isNoted?(email: string): boolean;
  onSignedIn(done: number, of: number): void;
  /** Told at once when an account was made: it cannot be removed again. */
  onRegistered?(session: Session): void;
  /** What may be sent under the target's rate limits. */
  readonly budget?: Pick<RequestBudget, 'take'>;
  /** Ends the work: what was signed in by then is the result, one session at least. */
  readonly signal?: AbortSignal;
}

/**
 * Signs in the accounts that virtual users live on. The pool is permanent: an account that is there from an earlier
 * run is used again, only a missing one is registered (the API cannot remove users, so they must not pile up).
 *
 * @throws SuiteError (SIGN_IN_FAILED) with the first refusal of the target; no further account is begun then
 */
export async function signInAccounts(options: AccountPoolOptions): Promise<Session[]> {
  const { target, count, from = 0, signal } = options;
  const sessions = new Map<number, Session>();
  const guesses = new Guesses(options);
  await forEachBounded(Array(count).keys(), AT_ONCE, async (number) => {
    if (sessions.size > 0 && signal?.aborted === true) return;
    const { session, isNew } = await enter(poolAccount(target, from + number), number, guesses, options);
    if (isNew) options.onRegistered?.(session);
    sessions.set(number, session);
    options.onSignedIn(sessions.size, count);
  });
  return [...sessions].sort(([one], [other]) => one - other).map(([, session]) => session);
}

/**
 * Whether accounts are likely to be on the target. The last one of the same kind tells, noted by an earlier run or not: a target that
 * was reset knows none of those that were noted, and a new one none at all. A wrong guess costs one request more.
 */
class Guesses {
  readonly #isNoted: (email: string) => boolean;
  readonly #wasThere = new Map<boolean, boolean>();

  constructor({ isNoted = () => false }: Pick<AccountPoolOptions, 'isNoted'>) {
    this.#isNoted = isNoted;
  }

  isThere({ email }: Account): boolean {
    return this.#wasThere.get(this.#isNoted(email)) ?? true;
  }

  learn({ email }: Account, wasThere: boolean): void {
    this.#wasThere.set(this.#isNoted(email), wasThere);
  }
}

/** Signs an account in, and makes it when it is missing; what is likelier comes first. */
async function enter(
  account: Account,
  number: number,
  guesses: Guesses,
  { target, dealershipId, budget, signal }: AccountPoolOptions,
): Promise<{ session: Session; isNew: boolean }> {
  const connection = new Connection(target.baseUrl, { tlsVerify: target.tlsVerify });
  const leave = () => budget?.take('ip', 1, { ...(signal !== undefined && { signal }) });
  const ways = [
    { isNew: false, go: () => Session.signIn(account, connection) },
    { isNew: true, go: () => Session.registerNew(account, dealershipId(number), connection) },
  ];
  for (const { isNew, go } of guesses.isThere(account) ? ways : ways.reverse()) {
    await leave();
    const session = await go();
    if (session === undefined) continue;
    guesses.learn(account, !isNew);
    return { session, isNew };
  }
  throw wrongPassword(account);
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
}: Omit<AccountPoolOptions, 'dealershipId' | 'isNoted' | 'onRegistered' | 'signal'>): Promise<Session[]> {
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
export function poolAccount({ account }: Pick<Target, 'account'>, number: number): Account {
  const [local = '', domain = ''] = account.email.split('@');
  return {
    email: `${local}-vu-${String(number + 1).padStart(3, '0')}@${domain}`,
    password: account.password,
  };
}
