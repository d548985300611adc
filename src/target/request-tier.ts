import { operations } from './catalogue.ts';
import type { RateTier } from './operation.ts';

/** Requests by the rate limit that counts them. */
export type TierCounts = Readonly<Partial<Record<RateTier, number>>>;

/** Routes that another limit counts than most, by the end of their address. */
const OTHERS = operations.flatMap(({ path, rateTier }) =>
  rateTier === 'user+dealership' ? [] : [{ end: path.replace(/^\/api\/v\d+/, ''), rateTier }],
);

/**
 * The rate limit that counts a request of the web client. A client may write the version of the API twice, or stand below
 * a path of its own: only the end of the address tells. Pages, scripts and sockets count for none.
 */
export function tierOfRequest(address: string): RateTier {
  const { pathname } = new URL(address);
  if (!pathname.includes('/api/')) return 'none';
  return OTHERS.find(({ end }) => pathname.endsWith(end))?.rateTier ?? 'user+dealership';
}
