import type { Connection } from '../http/connection.ts';
import { announcedLimit } from '../http/rate-limit-headers.ts';
import type { Session } from '../session/session.ts';
import type { RateLimits } from './finding.ts';

/** Of the guide and the gateway's defaults; no header ever names it. */
const DOCUMENTED_PER_DEALERSHIP = 5_000;

/**
 * Reads the target's rate limits off its headers. A limiter that is switched off still sends them, always with the whole
 * limit remaining: so two requests in a row tell whether anything is counted. Where nothing says how much remains, the
 * limit counts as on.
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
  const first = announcedLimit((await ask()).headers);
  const second = announcedLimit((await ask()).headers);
  const address = await connection
    .send({
      method: 'POST',
      path: '/api/v1/auth/refresh',
      headers: ['content-type', 'application/json'],
      body: '{}',
    })
    .then(({ headers }) => announcedLimit(headers));
  return {
    enabled:
      second !== undefined &&
      (second.remaining === undefined ||
        second.remaining < second.limit ||
        first?.remaining !== second.remaining),
    perUserPerMinute: second?.perMinute,
    perDealershipPerMinute: DOCUMENTED_PER_DEALERSHIP,
    perAddressPerMinute: address?.perMinute,
  };
}
