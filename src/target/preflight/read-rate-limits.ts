import type { Connection, Exchange } from '../http/connection.ts';
import type { Session } from '../session/session.ts';
import type { RateLimits } from './finding.ts';

/** Of the guide and the gateway's defaults; no header ever names it. */
const DOCUMENTED_PER_DEALERSHIP = 5_000;

/**
 * Reads the target's rate limits off its X-RateLimit headers. A limiter that is switched off still sends them, always
 * with the whole limit remaining: so two requests in a row tell whether anything is counted.
 */
export async function readRateLimits(
  connection: Connection,
  session: Session,
  mePath: string,
): Promise<RateLimits> {
  const ask = () =>
    connection.send({
      method: 'GET',
      path: mePath,
      headers: ['authorization', session.authorization],
      body: undefined,
    });
  const first = limitOf(await ask());
  const second = limitOf(await ask());
  const address = limitOf(
    await connection.send({
      method: 'POST',
      path: '/api/v1/auth/refresh',
      headers: ['content-type', 'application/json'],
      body: '{}',
    }),
  );
  return {
    enabled:
      second !== undefined && (second.remaining < second.limit || first?.remaining !== second.remaining),
    perUserPerMinute: second?.limit,
    perDealershipPerMinute: DOCUMENTED_PER_DEALERSHIP,
    perAddressPerMinute: address?.limit,
  };
}

function limitOf({ headers }: Exchange): { limit: number; remaining: number } | undefined {
  const [limit, remaining] = [headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']].map(Number);
  if (limit === undefined || remaining === undefined || !(limit > 0) || Number.isNaN(remaining))
    return undefined;
  return { limit, remaining };
}
