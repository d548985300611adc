import type { Connection } from '../http/connection.ts';
import type { Exchange } from '../http/exchange.ts';
import { type AnnouncedLimit, announcedLimit } from '../http/rate-limit-headers.ts';
import type { Session } from '../session/session.ts';
import type { RateLimits } from './finding.ts';

/** Of the guide and the gateway's defaults; no header ever names it. */
const DOCUMENTED_PER_DEALERSHIP = 5_000;

/** The limits of a target, and what of them is used up already: by this reading, and by whoever was there before. */
export interface LimitsRead {
  readonly limits: RateLimits;
  readonly used: { readonly ip: number; readonly 'user+dealership': number };
  /** How long the target has been silent, in milliseconds; 0 when it answered. */
  readonly silentMs: number;
}

/**
 * Reads the target's rate limits off its headers: those for whoever is signed in, and those for an address on the public
 * routes, which may be the only ones. A limiter that is switched off still sends them, always with the whole limit remaining:
 * so two requests in a row tell whether anything is counted. Where nothing says how much remains, the limit counts as on. A target that is silent is not asked any more: it announces nothing.
 */
export async function readRateLimits(
  connection: Connection,
  session: Session,
  mePath: string,
): Promise<LimitsRead> {
  const ask = async () =>
    announcedBy(
      await connection.send({
        method: 'GET',
        path: mePath,
        headers: ['authorization', session.authorization],
        body: undefined,
      }),
    );
  const first = await ask();
  const second = first === 'silent' ? first : await ask();
  const address = second === 'silent' ? second : await askUnknown(connection);
  // One that counts the signed-in counts addresses, too.
  const isOn = first !== 'silent' && second !== 'silent' && counts(first, second);
  const addressAgain =
    isOn || address === undefined || address === 'silent' ? address : await askUnknown(connection);
  if (first === 'silent' || second === 'silent' || address === 'silent' || addressAgain === 'silent')
    return silent(connection.answerTimeoutMs);
  const shortest = Math.min(second?.windowSeconds ?? 60, address?.windowSeconds ?? 60);
  return {
    limits: {
      enabled: isOn || counts(address, addressAgain),
      perUserPerMinute: second?.perMinute,
      perDealershipPerMinute: Math.max(DOCUMENTED_PER_DEALERSHIP, second?.perMinute ?? 0),
      perAddressPerMinute: address?.perMinute,
      ...(shortest < 60 && { windowSeconds: shortest }),
    },
    // The sign-in before counts for the address.
    used: { 'user+dealership': usedOf(second), ip: usedOf(addressAgain) },
    silentMs: 0,
  };
}

/** Whether a limiter is on that announced this, twice in a row. */
function counts(first: AnnouncedLimit | undefined, second: AnnouncedLimit | undefined): boolean {
  if (second === undefined) return false;
  return (
    second.remaining === undefined || second.remaining < second.limit || first?.remaining !== second.remaining
  );
}

/** What is announced to somebody who is not signed in. */
async function askUnknown(connection: Connection): Promise<AnnouncedLimit | 'silent' | undefined> {
  return announcedBy(
    await connection.send({
      method: 'POST',
      path: '/api/v1/auth/refresh',
      headers: ['content-type', 'application/json'],
      body: '{}',
    }),
  );
}

function announcedBy({ failure, headers }: Exchange): AnnouncedLimit | 'silent' | undefined {
  return failure === 'timeout' ? 'silent' : announcedLimit(headers);
}

function silent(silentMs: number): LimitsRead {
  return {
    limits: {
      enabled: false,
      perUserPerMinute: undefined,
      perDealershipPerMinute: DOCUMENTED_PER_DEALERSHIP,
      perAddressPerMinute: undefined,
    },
    used: { 'user+dealership': usedOf(undefined), ip: usedOf(undefined) },
    silentMs,
  };
}

/** Two requests, where nothing says how much remains. */
function usedOf(announced: AnnouncedLimit | undefined): number {
  return announced?.remaining === undefined ? 2 : Math.max(0, announced.limit - announced.remaining);
}
