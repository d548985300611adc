import { isWriting, type Operation } from '../target/operation.ts';
import type { RateLimits } from '../target/preflight/finding.ts';
import { limitPerMinute } from '../target/request-budget.ts';
import shapes from './burst-shapes.json' with { type: 'json' };

/** How hard and how long a burst hits. */
export interface BurstShape {
  readonly connections: number;
  readonly durationMs: number;
  /** Set when the target's rate limits are on: the burst is then paced by the open model, below them. */
  readonly arrivalsPerSecond?: number;
}

/**
 * In a round a saturating burst takes no longer: a second brings hundreds of answers of any operation but those that hash
 * passwords, and all of it disturbs the scenario. The `baseline` project has the long ones.
 */
export const LONGEST_IN_ROUND_MS = 1_000;

/** Of a limit, a burst takes no more than this: its preparation, sign-ins and others who use the account need the rest. */
const SHARE_OF_LIMIT = 0.5;

/** A paced burst leaves its connections so much of their time free, even where each answer takes as long as it may. */
const MOST_BUSY = 0.5;

/** What shapes a burst besides its operation and the target's rate limits. */
export interface Circumstances {
  /** The limit of the operation's p95. */
  readonly p95Ms: number;
  /** How long the burst is to be; as the table has it when undefined. */
  readonly durationMs?: number | undefined;
  /** A limit that the target does not announce, and that a burst has met. */
  readonly metPerMinute?: number | undefined;
  /** How many accounts may send it in turn; 1 when left out. */
  readonly accounts?: number | undefined;
  /** Whether it belongs to a round, next to the traffic of a scenario. */
  readonly isInRound?: boolean;
}

/**
 * The shape of a burst on this operation: as `burst-shapes.json` has it (password hashing takes few connections: more
 * would only queue; a refresh token is good for one exchange, so refreshing takes one), paced where the operation counts
 * against a limit that is on. Each account that sends it has the same connections. It is never paced faster than its connections can carry: requests would then wait for each
 * other, and the target would be charged with that.
 */
export function burstShape(
  operation: Operation,
  limits: RateLimits,
  { p95Ms, durationMs, metPerMinute, accounts, isInRound = false }: Circumstances,
): BurstShape {
  const own = (shapes.operations as Record<string, BurstShape | undefined>)[operation.id];
  const shape = own ?? shapes.default;
  const wished = isInRound || durationMs === undefined ? shape : { ...shape, durationMs };
  const perMinute = limitPerMinute(operation.rateTier, limits) ?? metPerMinute;
  if (perMinute === undefined) {
    const longestMs = isInRound ? LONGEST_IN_ROUND_MS : wished.durationMs;
    return { ...wished, durationMs: Math.min(wished.durationMs, longestMs) };
  }
  const sending = accountsFor(operation, limits, accounts);
  const connections = shape.connections * sending;
  const carriedPerSecond = (connections / (p95Ms / 1000)) * MOST_BUSY;
  const allowedPerSecond = (perMinute / 60) * SHARE_OF_LIMIT * sending;
  return { ...wished, connections, arrivalsPerSecond: Math.min(allowedPerSecond, carriedPerSecond) };
}

/**
 * How many accounts send a burst in turn. Others than the test user take part in what colleagues at a dealership may do to
 * what one of them has made: not in what creates (the clean-up has to know whose it is) or uses something up, not in
 * conversations, and not in what is about the account itself. All of them within their own limits stay below that of the
 * dealership.
 *
 * @param wanted BURST_ACCOUNTS
 */
export function accountsFor(
  { rateTier, service, method, creates }: Operation,
  { enabled, perUserPerMinute, perDealershipPerMinute }: RateLimits,
  wanted = 1,
): number {
  const isShared =
    creates === undefined && method !== 'DELETE' && service !== 'auth' && service !== 'messaging';
  if (!enabled || perUserPerMinute === undefined || rateTier !== 'user+dealership' || !isShared) return 1;
  return Math.min(wanted, Math.max(1, Math.floor(perDealershipPerMinute / perUserPerMinute)));
}

/**
 * The most requests of a burst on this operation. What writes is bounded by count: in rounds, where 1,000 requests decide each
 * limit (a p99 takes 368 samples, an error rate of 1 % takes 381), and beyond this machine everywhere.
 */
export function mostRequests(
  operation: Operation,
  { isInRound, isRemote }: { readonly isInRound: boolean; readonly isRemote: boolean },
): number {
  return isWriting(operation) && (isInRound || isRemote) ? shapes.mostWrites : Number.POSITIVE_INFINITY;
}

/** How many requests a paced burst sends; undefined for one that saturates. */
export function requestsOf({
  arrivalsPerSecond,
  durationMs,
}: Pick<BurstShape, 'arrivalsPerSecond' | 'durationMs'>): number | undefined {
  return arrivalsPerSecond === undefined ? undefined : Math.ceil((durationMs * arrivalsPerSecond) / 1000);
}
