import { createHmac } from 'node:crypto';

/** What a minted token says where the default would not do. */
export interface TokenClaims {
  readonly user_id?: string;
  readonly email?: string;
  readonly role?: string;
  readonly dealership_id?: string;
  readonly iss?: string;
  /** Unix seconds. */
  readonly exp?: number;
}

/** HMAC variants by the name in the token's header. */
export type HmacVariant = 'HS256' | 'HS384' | 'HS512';

/** Signs an access token as the contract describes it; valid for 15 minutes unless `exp` says otherwise. */
export function mintToken(secret: string, claims: TokenClaims, algorithm: HmacVariant = 'HS256'): string {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const payload = {
    iss: 'autolytiq',
    sub: claims.user_id,
    iat: nowSeconds,
    exp: nowSeconds + 900,
    email: 'minted@example.com',
    role: 'SALESPERSON',
    ...claims,
  };
  const signed = [{ alg: algorithm, typ: 'JWT' }, payload].map(base64url).join('.');
  const hash = algorithm.replace('HS', 'sha');
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

/** Reads a token's payload without checking it. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
