import { attempt } from '../../base/attempt.ts';
import { noteSecret } from '../../base/secrets/known-secrets.ts';
import { SuiteError } from '../../base/suite-error.ts';
import { ownFaultError } from '../../measure/own-faults.ts';
import type { Secret } from '../../settings/secret.ts';
import { bodyWords } from '../http/body-words.ts';
import type { Connection } from '../http/connection.ts';
import type { Exchange } from '../http/exchange.ts';
import { patiently } from '../http/patiently.ts';
import { retryAfterSeconds } from '../http/rate-limit-headers.ts';
import { noAnswerWords } from '../http/reply-limits.ts';
import { lifeInToken } from './token-life.ts';

/**
 * Renewed this long before its end, so that no request leaves with a token that dies on the way, or when a fifth of its
 * life is left: a short-lived token would otherwise be renewed before each request.
 */
const RENEW_BEFORE_MS = 60_000;
const RENEW_BEFORE_SHARE = 0.2;

/**
 * Counts as dead this long before its end, or when a twentieth of its life is left: the target counts from when it made the token, which
 * is before its answer was read, and may count in whole seconds (RFC 7519), and a request takes time to reach it.
 */
const DEAD_BEFORE_MS = 2_000;
const DEAD_BEFORE_SHARE = 0.05;

/** What a token lives if neither its answer nor itself says how long: the product's default. If it dies before, a 401 has it renewed. */
const DEFAULT_LIFE_SECONDS = 900;

/** An account of the target. */
export interface Account {
  readonly email: string;
  readonly password: Secret;
}

/** The signed-in user as the target describes it. */
export type SignedInUser = Readonly<ReturnType<typeof userOf>>;

interface AuthAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in?: number;
  readonly user: { readonly id: string; readonly email: string; readonly dealership_id: string };
}

/**
 * The session of one account, shared by all virtual users of that account: the target keeps a single refresh token
 * per user, so two sessions of one account would throw each other out.
 */
export class Session {
  readonly account: Account;
  readonly #connection: Connection;
  #tokens: ReturnType<typeof tokensOf>;
  #user: SignedInUser;
  #renewal: Promise<void> | undefined;
  #renewals = 0;

  private constructor(account: Account, connection: Connection, answer: AuthAnswer) {
    this.account = account;
    this.#connection = connection;
    this.#tokens = tokensOf(answer);
    this.#user = userOf(answer);
  }

  /** Signs in; undefined when the target refuses the e-mail or password (401). Any other trouble is an error. */
  static async signIn(account: Account, connection: Connection): Promise<Session | undefined> {
    const exchange = await post(connection, 'login', credentialsOf(account));
    if (exchange.status === 401) return undefined;
    return new Session(account, connection, answerOf('login', account, exchange, connection));
  }

  /**
   * Makes the account on the target, with its password, and signs it in.
   *
   * @throws SuiteError (SIGN_IN_FAILED) when the target refuses it, for example because it knows the e-mail, with another
   * password
   */
  static async register(account: Account, dealershipId: string, connection: Connection): Promise<Session> {
    const session = await Session.registerNew(account, dealershipId, connection);
    if (session === undefined) throw wrongPassword(account);
    return session;
  }

  /** As {@link Session.register}; undefined when the target knows the e-mail already (409). */
  static async registerNew(
    account: Account,
    dealershipId: string,
    connection: Connection,
  ): Promise<Session | undefined> {
    const exchange = await post(connection, 'register', {
      ...credentialsOf(account),
      first_name: 'Load',
      last_name: 'Test',
      dealership_id: dealershipId,
    });
    if (exchange.status === 409) return undefined;
    return new Session(account, connection, answerOf('register', account, exchange, connection));
  }

  get user(): SignedInUser {
    return this.#user;
  }

  /** Value of the Authorization header. Never logged. */
  get authorization(): string {
    return this.#tokens.authorization;
  }

  /** Both tokens, for a browser that is to start signed in. Never logged. */
  get tokens(): { readonly access: string; readonly refresh: string } {
    return this.#tokens;
  }

  /** Whether the access token is about to end. */
  get isStale(): boolean {
    return this.isStaleIn(0);
  }

  /** Whether the access token will be about to end in so many milliseconds. */
  isStaleIn(ms: number): boolean {
    return performance.now() + ms > this.#tokens.staleAtMs;
  }

  /** Whether the access token has ended, or would end on the way to the target. */
  get isDead(): boolean {
    return performance.now() > this.#tokens.deadAtMs;
  }

  /** How long ago the target gave the tokens. */
  get tokensAgeMs(): number {
    return performance.now() - this.#tokens.givenAtMs;
  }

  /** How often the tokens were renewed so far. These requests are in no other count. */
  get renewals(): number {
    return this.#renewals;
  }

  /** Gets new tokens by the refresh token, or by signing in again if that was refused. One renewal at a time. */
  renew(): Promise<void> {
    this.#renewal ??= this.#renewNow().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renewNow(): Promise<void> {
    let route: 'refresh' | 'login' = 'refresh';
    let exchange = await post(this.#connection, route, { refresh_token: this.#tokens.refresh });
    if (exchange.status === 401) {
      route = 'login';
      exchange = await post(this.#connection, route, credentialsOf(this.account));
    }
    const answer = answerOf(route, this.account, exchange, this.#connection);
    this.#renewals += 1;
    this.#tokens = tokensOf(answer);
    this.#user = userOf(answer);
  }
}

/** What it means when the target neither signs an account in nor makes it. */
export function wrongPassword({ email }: Account): SuiteError {
  return new SuiteError('SIGN_IN_FAILED', {
    checked: `registering ${email}, whose sign-in the target refuses (401)`,
    found: '409: the account is there already, so the password is wrong',
    right: 'its password in TEST_PASSWORD, or another e-mail in TEST_USERNAME',
  });
}

function credentialsOf({ email, password }: Account): { email: string; password: string } {
  return { email, password: password.reveal() };
}

/** Waits as long as the rate limiter asks for, if it refuses the request. */
function post(
  connection: Connection,
  route: 'login' | 'register' | 'refresh',
  body: unknown,
): Promise<Exchange> {
  return patiently(() =>
    connection.send({
      method: 'POST',
      path: `/api/v1/auth/${route}`,
      headers: ['content-type', 'application/json'],
      body: JSON.stringify(body),
    }),
  );
}

function answerOf(
  route: string,
  { email }: Account,
  exchange: Exchange,
  { answerTimeoutMs }: Connection,
): AuthAnswer {
  const { status, failure, headers, contentType, body } = exchange;
  const isJson = failure === undefined && status < 300 && contentType.startsWith('application/json');
  const answer = isJson
    ? attempt(() => JSON.parse(body.toString('utf8')) as Partial<AuthAnswer> | null)
    : undefined;
  if (answer?.access_token !== undefined && answer.user !== undefined) return answer as AuthAnswer;
  const checked = `POST /api/v1/auth/${route} for ${email}`;
  if (failure === 'own_fault') throw ownFaultError(checked);
  const seen =
    failure === undefined
      ? `${status} ${contentType}${isJson ? ` with ${bodyWords(body, () => 'JSON that lacks one of them')}` : ''}`
      : noAnswerWords(failure, answerTimeoutMs);
  throw new SuiteError('SIGN_IN_FAILED', {
    checked,
    found: status === 429 ? `429: the rate limiter refuses it${retryWords(headers)}` : seen,
    right: 'a JSON answer with access_token and user',
  });
}

function retryWords(headers: Exchange['headers']): string {
  const seconds = retryAfterSeconds(headers);
  return seconds === undefined ? '' : ` and asks to wait ${seconds} s`;
}

function tokensOf(answer: AuthAnswer) {
  const givenAtMs = performance.now();
  const seconds = Number(answer.expires_in);
  for (const token of [answer.access_token, answer.refresh_token]) if (token !== undefined) noteSecret(token);
  const lifeMs = (seconds > 0 ? seconds : (lifeInToken(answer.access_token) ?? DEFAULT_LIFE_SECONDS)) * 1000;
  return {
    access: answer.access_token,
    refresh: answer.refresh_token,
    /** Value of the Authorization header: kept, since each request asks for it. */
    authorization: `Bearer ${answer.access_token}`,
    /** On the clock of `performance.now()`, which nobody sets. */
    givenAtMs,
    /** When it is to be renewed, on the same clock. */
    staleAtMs: givenAtMs + lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs * RENEW_BEFORE_SHARE),
    /** From when on it must not be sent, on the same clock. */
    deadAtMs: givenAtMs + lifeMs - Math.min(DEAD_BEFORE_MS, lifeMs * DEAD_BEFORE_SHARE),
  };
}

function userOf({ user }: AuthAnswer) {
  return { id: user.id, email: user.email, dealershipId: user.dealership_id };
}
