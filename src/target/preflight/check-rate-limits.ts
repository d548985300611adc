import type { Finding, RateLimits } from './finding.ts';

/** Requests per minute that the run is going to make. */
export interface PlannedRequests {
  readonly perUserPerMinute: number;
  readonly perDealershipPerMinute: number;
  /** On the public auth routes, which are counted per client address. */
  readonly perAddressPerMinute: number;
}

/**
 * Compares what the run is going to send with what the target lets through, before anything is sent.
 *
 * @param mostVus how many users would stay within the limits; undefined where fewer users would not help
 */
export function checkRateLimits(planned: PlannedRequests, limits: RateLimits, mostVus?: number): Finding {
  const check = 'rate limits';
  if (!limits.enabled) {
    const seen =
      limits.perUserPerMinute === undefined ? 'the target announces none' : 'announced but switched off';
    return { check, kind: 'fine', found: `${seen}: bursts may saturate` };
  }
  const rows = [
    row('user', planned.perUserPerMinute, limits.perUserPerMinute),
    // Assumed where a limit per user is announced, and unknown where only addresses have one.
    row(
      'dealership',
      planned.perDealershipPerMinute,
      limits.perUserPerMinute && limits.perDealershipPerMinute,
    ),
    row('address', planned.perAddressPerMinute, limits.perAddressPerMinute),
  ];
  const found = `planned per minute against the limit: ${rows.map(({ text }) => text).join(', ')}; bursts are paced below the limits`;
  const over = rows.filter((each) => each.over).map(({ tier }) => tier);
  if (over.length === 0) return { check, kind: 'fine', found };
  return {
    check,
    kind: 'refused',
    found,
    wayOut:
      `the ${over.join(' and ')} limit would refuse part of the traffic and the run would measure the limiter. ` +
      `${mostVus === undefined ? 'Lower the load (VUS, RATE)' : `With VUS=${mostVus} the run stays within them`}, or have the limits raised on the target (RATE_LIMIT_USER, RATE_LIMIT_DEALERSHIP, RATE_LIMIT_IP) ` +
      'or switched off for the test (RATE_LIMIT_ENABLED=false)',
  };
}

/** Whether the target lets all of it through. */
export function isWithin(planned: PlannedRequests, limits: RateLimits): boolean {
  return checkRateLimits(planned, limits).kind === 'fine';
}

function row(
  tier: string,
  planned: number,
  limit: number | undefined,
): { tier: string; text: string; over: boolean } {
  const text = `${tier} ${Math.ceil(planned)} of ${limit ?? 'unknown'}`;
  return { tier, text, over: limit !== undefined && planned > limit };
}
