import { attempt } from '../../base/attempt.ts';

/**
 * How long a token lives that its answer says nothing about, in seconds: a JWT has it in itself (RFC 7519, `exp` and `iat`), by
 * the clock of whoever made it.
 *
 * @returns undefined for a token without such times, or of another kind
 */
export function lifeInToken(token: string): number | undefined {
  const claims = attempt(
    () => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as unknown,
  );
  if (typeof claims !== 'object' || claims === null || !('exp' in claims) || !('iat' in claims))
    return undefined;
  const seconds = Number(claims.exp) - Number(claims.iat);
  return seconds > 0 ? seconds : undefined;
}
