import { CUT_AFTER_MS } from '../../src/bursts/burst-clients.ts';
import type { BurstShape } from '../../src/bursts/burst-shape.ts';
import { LONGEST_WAIT_SECONDS } from '../../src/target/http/patiently.ts';

/** A sign-in, a preparation, and looking at the figures. */
const AROUND_IT_MS = 120_000;
/** A limit by the minute is free again after this. */
const LIMIT_MS = 62_000;

/**
 * How long it may take to make what a burst of this length is going to use up, one by one: twice as long as the burst, and a minute until
 * the limit is free.
 */
export function timeToMakeMs(durationMs: number): number {
  return 2 * durationMs + LIMIT_MS;
}

/**
 * How long the test of a burst may take: longer than the burst itself can, whatever the target does, since a test that runs out of
 * time writes no figures. Rate limits may have it wait a minute for its sign-in, its preparation, its tokens and itself each, and
 * pace what it needs. A limiter that nobody announced has it wait once more and sends it again.
 */
export function timeForBurstMs({ durationMs, arrivalsPerSecond }: BurstShape): number {
  // Its connections may take as long to open as its last requests to end.
  const twiceMs = 2 * (durationMs + 2 * CUT_AFTER_MS) + LONGEST_WAIT_SECONDS * 1000;
  const pacedMs = arrivalsPerSecond === undefined ? 0 : timeToMakeMs(durationMs) + 3 * LIMIT_MS;
  return AROUND_IT_MS + twiceMs + pacedMs;
}
