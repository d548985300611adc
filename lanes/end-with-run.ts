import type { BrowserContext } from '@playwright/test';
import { type Clock, realClock } from '../src/base/clock.ts';
import type { RunClock } from '../src/record/run-clock.ts';

const LOOK_EVERY_MS = 250;
/** Within this time a page that still gets answers finishes its visit; a page whose target is gone never does. */
const GRACE_MS = 2_000;

/**
 * Takes a visit, and breaks it off when the run ends during it: otherwise a page whose target is gone would be waited
 * for until its step times out.
 *
 * @param contexts the browser profiles of everyone who takes part; breaking off closes their pages
 * @param clock what the wait is counted on
 * @returns what the visit returns
 * @throws Error with the reason why the run ended, caused by the error of the visit that was broken off
 */
export async function endWithRun<T>(
  runClock: RunClock,
  contexts: readonly BrowserContext[],
  visit: () => Promise<T>,
  clock: Clock = realClock,
): Promise<T> {
  let endedAtMs: number | undefined;
  let isBrokenOff = false;
  const stopWatching = clock.every(LOOK_EVERY_MS, () => {
    if (isBrokenOff || runClock.stopReason() === undefined) return;
    endedAtMs ??= clock.nowMs();
    if (clock.nowMs() - endedAtMs < GRACE_MS) return;
    isBrokenOff = true;
    for (const page of contexts.flatMap((context) => context.pages())) page.close().catch(() => undefined);
  });
  try {
    return await visit();
  } catch (cause) {
    if (!isBrokenOff) throw cause;
    throw new Error(`the run was ended during a visit: ${runClock.stopReason()}`, { cause });
  } finally {
    stopWatching();
  }
}
