import { realClock, sleep } from '../../src/base/clock.ts';
import type { Refusal } from '../../src/measure/refusals.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { LONGEST_WAIT_SECONDS } from '../../src/target/http/patiently.ts';
import type { RateTier } from '../../src/target/operation.ts';

/** A limiter that does not say how long to wait counts by the minute. */
const COUNTS_BY_SECONDS = 60;

/** Limits (requests a minute) that the target of a run does not announce and a burst of this process has met, by their tier. */
const metLimits = new WeakMap<RunContext, Map<RateTier, number>>();

/** Requests a minute of a limit that the target does not announce; undefined where no burst has met one. */
export function metPerMinute(run: RunContext, tier: RateTier): number | undefined {
  return metLimits.get(run)?.get(tier);
}

/**
 * Notes a limit that the target does not announce. One that let nothing through was used up before, and says nothing of its
 * height.
 */
export function noteMet(
  run: RunContext,
  tier: RateTier,
  letThrough: number,
  refusal: Refusal | undefined,
): void {
  if (refusal === undefined || letThrough === 0) return;
  const { retryAfterSeconds = COUNTS_BY_SECONDS } = refusal;
  // A shorter wait may be the rest of a minute, so what it let through is no more than a minute's.
  const minutes = Math.max(1, retryAfterSeconds / COUNTS_BY_SECONDS);
  const met = metLimits.get(run) ?? new Map<RateTier, number>();
  metLimits.set(run, met.set(tier, Math.max(1, Math.floor(letThrough / minutes))));
}

/** Waits as long as a limiter asks for. False when that is too long, or when the run was stopped before the wait was over. */
export async function waitAsAsked(
  { clock, end }: RunContext,
  { retryAfterSeconds = COUNTS_BY_SECONDS }: Refusal,
): Promise<boolean> {
  if (retryAfterSeconds > LONGEST_WAIT_SECONDS) return false;
  await sleep(realClock, retryAfterSeconds * 1000, end.signal);
  return clock.stopReason() === undefined;
}
