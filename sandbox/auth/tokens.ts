import { createDecoder, createSigner, createVerifier, TokenError } from 'fast-jwt';

import type { Identity } from '../context.ts';
import type { Settings } from '../settings.ts';

/** The user that a pair of tokens belongs to. */
export interface TokenUser {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  /** Empty when the user belongs to no dealership. */
  readonly dealershipId: string;
}

/** The content of a token, or why it is invalid, in the words of the product's library. */
export type TokenReading =
  | { readonly kind: 'valid'; readonly identity: Identity; readonly expiresAtSeconds: number }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'foreign-issuer' };

/** Creates and reads the sandbox's tokens. */
export interface Tokens {
  accessToken(user: TokenUser): string;
  refreshToken(userId: string): string;
  /** Reads a token of either kind; a refresh token has no dealership, e-mail or role. */
  read(token: string): TokenReading;
}

interface Claims {
  readonly iss?: unknown;
  readonly exp?: unknown;
  readonly user_id?: unknown;
  readonly email?: unknown;
  readonly role?: unknown;
  readonly dealership_id?: unknown;
}

/** How many verified tokens are kept, so that a request of a busy session costs one look-up. */
const REMEMBERED = 10_000;

/**
 * Tokens of the documented form: HS256, whole seconds, no id. Two tokens of a user created within one second are
 * therefore identical. Any HMAC variant is accepted.
 *
 * @param nowMs clock since the epoch; tests inject one
 */
export function createTokens(
  settings: Pick<Settings, 'jwtSecret' | 'jwtIssuer' | 'accessTokenSeconds' | 'refreshTokenSeconds'>,
  nowMs: () => number = Date.now,
): Tokens {
  const { jwtSecret: key, jwtIssuer: iss } = settings;
  const sign = createSigner({ key, algorithm: 'HS256' });
  const verify = createVerifier({
    key,
    algorithms: ['HS256', 'HS384', 'HS512'],
    ignoreExpiration: true,
    ignoreNotBefore: true,
  });
  const decode = createDecoder({ complete: true });
  const remembered = new Map<string, TokenReading & { kind: 'valid' }>();

  const signed = (userId: string, lifeSeconds: number, claims: object): string => {
    const iat = Math.floor(nowMs() / 1000);
    return sign({ iss, sub: userId, iat, exp: iat + lifeSeconds, user_id: userId, ...claims });
  };

  const readAnew = (token: string): TokenReading => {
    const verified = verifiedClaims(token, verify, decode);
    if (typeof verified === 'string') return { kind: 'invalid', reason: verified };
    if (typeof verified.exp !== 'number') return { kind: 'invalid', reason: 'token has invalid claims' };
    if (verified.exp * 1000 <= nowMs()) return expired(verified.exp, nowMs());
    if (verified.iss !== iss) return { kind: 'foreign-issuer' };
    return { kind: 'valid', identity: identityOf(verified), expiresAtSeconds: verified.exp };
  };

  return {
    accessToken: (user) =>
      signed(user.id, settings.accessTokenSeconds, {
        email: user.email,
        role: user.role,
        dealership_id: user.dealershipId,
      }),
    refreshToken: (userId) => signed(userId, settings.refreshTokenSeconds, {}),
    read(token) {
      const known = remembered.get(token);
      if (known !== undefined) {
        if (known.expiresAtSeconds * 1000 > nowMs()) return known;
        remembered.delete(token);
      }
      const reading = readAnew(token);
      if (reading.kind === 'valid') {
        if (remembered.size >= REMEMBERED) remembered.clear();
        remembered.set(token, reading);
      }
      return reading;
    },
  };
}

/** The claims of a token with a valid signature, or why it has none. */
function verifiedClaims(
  token: string,
  verify: (token: string) => unknown,
  decode: (token: string) => { header: { alg?: unknown } },
): Claims | string {
  if (token.split('.').length !== 3) return 'token contains an invalid number of segments';
  try {
    return verify(token) as Claims;
  } catch (error) {
    const code = error instanceof TokenError ? error.code : undefined;
    if (code === TokenError.codes.invalidSignature) return 'signature is invalid';
    if (code === TokenError.codes.invalidAlgorithm || code === TokenError.codes.missingSignature) {
      return `unexpected signing method: ${decode(token).header.alg}`;
    }
    return 'token is malformed';
  }
}

function expired(expiresAtSeconds: number, nowMs: number): TokenReading {
  const reason = `token is expired by ${goDuration(nowMs - expiresAtSeconds * 1000)}`;
  return { kind: 'invalid', reason };
}

function identityOf(claims: Claims): Identity {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    userId: text(claims.user_id),
    email: text(claims.email),
    role: text(claims.role),
    dealershipId: text(claims.dealership_id),
  };
}

/** A duration in the notation of the product's language: `850ms`, `1.5s`, `1m2s`, `26h0m3.25s`. */
export function goDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)}ms`;
  const seconds = Math.round(durationMs) / 1000;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${Number((seconds % 60).toFixed(3))}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
