import type { BrowserContext } from '@playwright/test';
import { type Clock, realClock } from '../src/base/clock.ts';
import type { RunClock } from '../src/record/run-clock.ts';

const LOOK_EVERY_MS = 250;
/** Within this time a page that still gets answers finishes its visit; a page whose target is gone never does. */
const GRACE_MS = 2_000;

/** When something is broken off, and why. */
export interface LatestEnd {
  /** On the clock that is waited on. */
  readonly atMs: number;
  readonly why: string;
}

/** What a visit must not outlast. */
export interface Ends {
  readonly runClock: RunClock;
  /** A visit may take any time when it is left out. */
  readonly until?: LatestEnd | undefined;
  /** What has to be done before the pages are closed, e.g. noting what they made; nothing by default. */
  settled?(): Promise<void>;
  /** What is waited and counted on. */
  readonly clock?: Clock;
}

/**
 * Takes a visit, and breaks it off when the run ends during it, or its time does: otherwise a page whose target is gone
 * would be waited for until its step times out.
 *
 * @param contexts the browser profiles of everyone who takes part; breaking off closes their pages
 * @returns what the visit returns
 * @throws Error with the reason why the visit was broken off, caused by its error
 */
export async function endWithRun<T>(
  { runClock, until, settled, clock = realClock }: Ends,
  contexts: readonly BrowserContext[],
  visit: () => Promise<T>,
): Promise<T> {
  let endedAtMs: number | undefined;
  let brokenOff: string | undefined;
  let mayClose = settled === undefined;
  const closePages = () => {
    if (!mayClose) return;
    for (const page of contexts.flatMap((context) => context.pages())) page.close().catch(() => undefined);
  };
  const stopWatching = clock.every(LOOK_EVERY_MS, () => {
    // A page that opens later would go on.
    if (brokenOff !== undefined) return closePages();
    const stopped = runClock.stopReason();
    if (stopped !== undefined) endedAtMs ??= clock.nowMs();
    const tooLong = until !== undefined && clock.nowMs() >= until.atMs ? until.why : undefined;
    if (tooLong === undefined && (endedAtMs === undefined || clock.nowMs() - endedAtMs < GRACE_MS)) return;
    brokenOff = tooLong ?? `the run was ended during a visit: ${stopped}`;
    closePages();
    settled?.().finally(() => {
      mayClose = true;
      closePages();
    });
  });
  try {
    return await visit();
  } catch (cause) {
    if (brokenOff === undefined) throw cause;
    throw new Error(brokenOff, { cause });
  } finally {
    stopWatching();
  }
}
