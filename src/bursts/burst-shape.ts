import type { Operation } from '../target/operation.ts';
import type { RateLimits } from '../target/preflight/finding.ts';
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
const LONGEST_IN_ROUND_MS = 1_000;

/** Of a limit that others share, a burst takes no more than this. */
const SHARE_OF_LIMIT = 0.5;

/**
 * The shape of a burst on this operation: as `burst-shapes.json` has it (password hashing takes few connections: more
 * would only queue; a refresh token is good for one exchange, so refreshing takes one), paced where the operation counts against a limit that is on.
 *
 * @param circumstances.metPerMinute a limit that the target does not announce, and that a burst has met
 * @param circumstances.isInRound whether the burst belongs to a round, next to the traffic of a scenario
 */
export function burstShape(
  operation: Operation,
  limits: RateLimits,
  {
    metPerMinute,
    isInRound = false,
  }: { readonly metPerMinute?: number | undefined; readonly isInRound?: boolean } = {},
): BurstShape {
  const own = (shapes.operations as Record<string, BurstShape | undefined>)[operation.id];
  const shape = own ?? shapes.default;
  const perMinute = limitOf(operation, limits) ?? metPerMinute;
  if (perMinute === undefined) {
    const longestMs = isInRound ? LONGEST_IN_ROUND_MS : shape.durationMs;
    return { ...shape, durationMs: Math.min(shape.durationMs, longestMs) };
  }
  return { ...shape, arrivalsPerSecond: Math.max(0.5, (perMinute / 60) * SHARE_OF_LIMIT) };
}

function limitOf({ rateTier }: Operation, limits: RateLimits): number | undefined {
  if (!limits.enabled) return undefined;
  if (rateTier === 'ip') return limits.perAddressPerMinute;
  if (rateTier === 'user+dealership') return limits.perUserPerMinute;
  return undefined;
}
