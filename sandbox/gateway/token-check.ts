import type { TokenReading, Tokens } from '../auth/tokens.ts';
import type { Identity } from '../context.ts';

/** The caller, or the error text of the 401. */
export type TokenCheck =
  | { readonly kind: 'known'; readonly identity: Identity }
  | { readonly kind: 'refused'; readonly error: string };

/**
 * Reads the Authorization header: exactly `Bearer <token>`, case-sensitive, one space. A refresh token passes as well,
 * but a later step rejects it because it has no dealership.
 */
export function checkToken(authorization: string | undefined, tokens: Tokens): TokenCheck {
  if (authorization === undefined || authorization === '') return refused('Missing authorization header');
  const token = bearerToken(authorization);
  if (token === undefined) return refused('Invalid authorization format. Expected: Bearer <token>');
  const reading = tokens.read(token);
  return reading.kind === 'valid' ? { kind: 'known', identity: reading.identity } : refused(errorOf(reading));
}

/** The token of an Authorization header, undefined when the header has another form. */
export function bearerToken(authorization: string): string | undefined {
  const [scheme, token, ...more] = authorization.split(' ');
  return scheme === 'Bearer' && token !== undefined && token !== '' && more.length === 0 ? token : undefined;
}

function errorOf(reading: Exclude<TokenReading, { kind: 'valid' }>): string {
  return reading.kind === 'foreign-issuer' ? 'Invalid token issuer' : `Invalid token: ${reading.reason}`;
}

function refused(error: string): TokenCheck {
  return { kind: 'refused', error };
}
