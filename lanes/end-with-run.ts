import type { BrowserContext } from '@playwright/test';
import type { RunClock } from '../src/record/run-clock.ts';

const LOOK_EVERY_MS = 250;
/** A page that still answers comes to the end of its visit by then; one whose target is gone never does. */
const GRACE_MS = 2_000;

/**
 * Takes a visit, and breaks it off when the run is ended meanwhile: a page whose target is gone would be waited for until
 * its step's time is up.
 *
 * @param contexts the browser profiles of those who take part; their pages are closed to break the visit off
 * @returns what the visit does
 * @throws the reason for which the run was ended, caused by what the visit then came to
 */
export async function endWithRun<T>(
  clock: RunClock,
  contexts: readonly BrowserContext[],
  visit: () => Promise<T>,
): Promise<T> {
  let endedAtMs: number | undefined;
  let isBrokenOff = false;
  const watch = setInterval(() => {
    if (isBrokenOff || clock.stopReason() === undefined) return;
    endedAtMs ??= performance.now();
    if (performance.now() - endedAtMs < GRACE_MS) return;
    isBrokenOff = true;
    for (const page of contexts.flatMap((context) => context.pages())) page.close().catch(() => undefined);
  }, LOOK_EVERY_MS);
  try {
    return await visit();
  } catch (cause) {
    if (!isBrokenOff) throw cause;
    throw new Error(`the run was ended during a visit: ${clock.stopReason()}`, { cause });
  } finally {
    clearInterval(watch);
  }
}
