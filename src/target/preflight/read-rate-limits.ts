import type { Connection } from '../http/connection.ts';
import { type AnnouncedLimit, announcedLimit } from '../http/rate-limit-headers.ts';
import type { Session } from '../session/session.ts';
import type { RateLimits } from './finding.ts';

/** Of the guide and the gateway's defaults; no header ever names it. */
const DOCUMENTED_PER_DEALERSHIP = 5_000;

/** The limits of a target, and what of them is used up already: by this reading, and by whoever was there before. */
export interface LimitsRead {
  readonly limits: RateLimits;
  readonly used: { readonly ip: number; readonly 'user+dealership': number };
}

/**
 * Reads the target's rate limits off its headers. A limiter that is switched off still sends them, always with the whole
 * limit remaining: so two requests in a row tell whether anything is counted. Where nothing says how much remains, the
 * limit counts as on.
 */
export async function readRateLimits(
  connection: Connection,
  session: Session,
  mePath: string,
): Promise<LimitsRead> {
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
  const shortest = Math.min(second?.windowSeconds ?? 60, address?.windowSeconds ?? 60);
  return {
    limits: {
      enabled:
        second !== undefined &&
        (second.remaining === undefined ||
          second.remaining < second.limit ||
          first?.remaining !== second.remaining),
      perUserPerMinute: second?.perMinute,
      perDealershipPerMinute: Math.max(DOCUMENTED_PER_DEALERSHIP, second?.perMinute ?? 0),
      perAddressPerMinute: address?.perMinute,
      ...(shortest < 60 && { windowSeconds: shortest }),
    },
    // The sign-in before counts for the address.
    used: { 'user+dealership': usedOf(second), ip: usedOf(address) },
  };
}

/** Two requests, where nothing says how much remains. */
function usedOf(announced: AnnouncedLimit | undefined): number {
  return announced?.remaining === undefined ? 2 : Math.max(0, announced.limit - announced.remaining);
}
