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

/** The signed-in users: one refresh token each, and the access tokens that were logged out. */
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

  /** Makes a pair of tokens. The user's former refresh token dies. @throws when the store does not answer. */
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

  /** Whether `refreshToken` is the user's one. A store that does not answer counts as no. */
  async isCurrent(userId: string, refreshToken: string): Promise<boolean> {
    const current = await this.#store.get(refreshKey(userId)).catch(() => undefined);
    return current === refreshToken;
  }

  /** Drops the user's refresh token. */
  async drop(userId: string): Promise<void> {
    await this.#store.delete(refreshKey(userId));
  }

  /** Ends a session: the access token is black-listed for the rest of its life, the refresh token dropped. */
  async close(userId: string, accessToken: string): Promise<void> {
    const reading = this.#tokens.read(accessToken);
    if (reading.kind === 'valid') {
      const lifeSeconds = reading.expiresAtSeconds - Date.now() / 1000;
      await this.#store.set(blacklistKey(accessToken), '1', Math.max(1, lifeSeconds));
    }
    await this.drop(userId);
  }

  /** Whether the access token was logged out. A store that does not answer counts as no. */
  async isClosed(accessToken: string): Promise<boolean> {
    return (await this.#store.get(blacklistKey(accessToken)).catch(() => undefined)) !== undefined;
  }
}
