import type { Store } from '../context.ts';
import type { Settings } from '../settings.ts';
import type { Tokens } from './tokens.ts';
import { type PublicUser, publicUser, type UserRow } from './users.ts';

/** The answer of register, login and refresh. */
export interface AuthAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly token_type: 'Bearer';
  readonly user: PublicUser;
}

const refreshKey = (userId: string) => `refresh_token:${userId}`;
const blacklistKey = (accessToken: string) => `blacklist:${accessToken}`;

/** Sessions of users: one refresh token each, and the blacklist of logged-out access tokens. */
export class Sessions {
  readonly #tokens: Tokens;
  readonly #store: Store;
  readonly #settings: Pick<Settings, 'accessTokenSeconds' | 'refreshTokenSeconds'>;

  constructor(
    tokens: Tokens,
    store: Store,
    settings: Pick<Settings, 'accessTokenSeconds' | 'refreshTokenSeconds'>,
  ) {
    this.#tokens = tokens;
    this.#store = store;
    this.#settings = settings;
  }

  /** Creates a pair of tokens; the user's previous refresh token stops working. @throws when the store fails. */
  async open(row: UserRow): Promise<AuthAnswer> {
    const user = publicUser(row);
    const refreshToken = this.#tokens.refreshToken(user.id);
    await this.#store.set(refreshKey(user.id), refreshToken, this.#settings.refreshTokenSeconds);
    return {
      access_token: this.#tokens.accessToken({ ...user, dealershipId: user.dealership_id }),
      refresh_token: refreshToken,
      expires_in: this.#settings.accessTokenSeconds,
      token_type: 'Bearer',
      user,
    };
  }

  /** Whether `refreshToken` is the user's current one. False when the store fails. */
  async isCurrent(userId: string, refreshToken: string): Promise<boolean> {
    const current = await this.#store.get(refreshKey(userId)).catch(() => undefined);
    return current === refreshToken;
  }

  /** Drops the user's refresh token. */
  async drop(userId: string): Promise<void> {
    await this.#store.delete(refreshKey(userId));
  }

  /** Ends a session: blacklists the access token until it expires, and drops the refresh token. */
  async close(userId: string, accessToken: string): Promise<void> {
    const reading = this.#tokens.read(accessToken);
    if (reading.kind === 'valid') {
      const lifeSeconds = reading.expiresAtSeconds - Date.now() / 1000;
      await this.#store.set(blacklistKey(accessToken), '1', Math.max(1, lifeSeconds));
    }
    await this.drop(userId);
  }

  /** Whether the access token was logged out. False when the store fails. */
  async isClosed(accessToken: string): Promise<boolean> {
    return (await this.#store.get(blacklistKey(accessToken)).catch(() => undefined)) !== undefined;
  }
}
