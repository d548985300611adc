import type { IncomingMessage, ServerResponse } from 'node:http';
import { Secret } from '../../src/settings/secret.ts';
import type { Account } from '../../src/target/session/session.ts';
import { json, jsonOf } from './small-server.ts';

export const testAccount: Account = {
  email: 'loadtest@example.com',
  password: new Secret('LoadTest123!'),
};

/** The auth routes of a target with one account; what it hands out is numbered, so that a test can tell it apart. */
export class FakeSignIn {
  /** Refuses refresh tokens with 401. */
  refusesRefresh = false;
  /** Refuses e-mail and password with this status. */
  refusesLogin: number | undefined;
  expiresInSeconds: number | undefined = 900;
  /** How long its tokens say themselves that they live; they are no JWTs when undefined. */
  lifeInTokenSeconds: number | undefined;
  /** How long a refused sign-in is asked to wait; undefined for no such header. */
  retryAfterSeconds: number | undefined;
  /** Sign-ins that are refused before one is let through; all when undefined. */
  refusals: number | undefined;
  readonly bodies: unknown[] = [];
  #handedOut = 0;

  /** The Authorization header of the tokens handed out last. */
  get authorization(): string {
    return `Bearer access-${this.#handedOut}`;
  }

  /** Answers an auth route; false when the request is for another one. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const route = /^\/api\/v1\/auth\/(login|register|refresh)$/.exec(request.url ?? '')?.[1];
    if (route === undefined) return false;
    this.bodies.push(await jsonOf(request));
    if (route === 'refresh' && this.refusesRefresh) json(response, 401, { error: 'Refresh token expired' });
    else if (route === 'login' && this.refusesLogin !== undefined && this.#refuses()) {
      if (this.retryAfterSeconds !== undefined) response.setHeader('retry-after', this.retryAfterSeconds);
      json(response, this.refusesLogin, { error: 'no' });
    } else json(response, route === 'register' ? 201 : 200, this.#tokens());
    return true;
  }

  #refuses(): boolean {
    if (this.refusals === undefined) return true;
    this.refusals -= 1;
    return this.refusals >= 0;
  }

  #accessToken(): string {
    if (this.lifeInTokenSeconds === undefined) return `access-${this.#handedOut}`;
    const claims = JSON.stringify({ iat: 1_000, exp: 1_000 + this.lifeInTokenSeconds });
    return `head.${Buffer.from(claims).toString('base64url')}.${this.#handedOut}`;
  }

  #tokens(): unknown {
    this.#handedOut += 1;
    return {
      access_token: this.#accessToken(),
      refresh_token: `refresh-${this.#handedOut}`,
      expires_in: this.expiresInSeconds,
      user: { id: 'user-1', email: 'loadtest@example.com', dealership_id: 'dealership-1' },
    };
  }
}
