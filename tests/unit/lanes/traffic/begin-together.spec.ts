import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { beginTogether, untilBeginMs } from '../../../../lanes/traffic/begin-together.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { withHeldDate } from '../../../made/held-date.ts';

const NOW_MS = 1_764_000_000_000;

/** A run whose segment begins in so many milliseconds by a target's clock that is so far ahead of this machine's. */
function runThatBegins(inMs: number, offsetMs = 0, stopped?: string): RunContext {
  const startAt = new Date(Date.now() + offsetMs + inMs).toISOString();
  const segment = { index: 2, of: 4, startAt, clock: { kind: 'known', offsetMs, uncertainMs: 5 } };
  const end = new AbortController();
  return { plan: { segment }, clock: { stopReason: () => stopped }, end } as unknown as RunContext;
}

/** Whether work is done before a timer of so many milliseconds rings: a process that loses its core is late for both. */
async function isDoneWithin(limitMs: number, work: Promise<void>): Promise<boolean> {
  const done = new AbortController();
  const { signal } = done;
  const tooLate = sleep(limitMs, false, { signal }).catch(() => false);
  const isDone = await Promise.race([work.then(() => true), tooLate]);
  done.abort();
  return isDone;
}

test("a segment waits for its beginning by the target's clock, whatever this machine's says", async () => {
  for (const offsetMs of [0, 3_000, -3_000]) {
    // Also the time that a busy machine takes to make the run.
    const madeMs = Date.now();
    const isDone = await isDoneWithin(2_000, beginTogether(runThatBegins(100, offsetMs)));
    expect(Date.now() - madeMs, `clock off by ${offsetMs} ms`).toBeGreaterThanOrEqual(98);
    expect(isDone, `clock off by ${offsetMs} ms`).toBe(true);
  }
});

test('a segment that was not ready in time sends nothing, and says how late it was', async () => {
  const late = withHeldDate(NOW_MS, () => beginTogether(runThatBegins(-3_000)));
  await expect(late).rejects.toThrow(
    /^\[SEGMENT_LATE\] .*segment 2 of 4.*Found: 3\.0 s after the others had begun/,
  );
});

test('a whole run, and a run that was stopped, do not wait', async () => {
  for (const run of [{ plan: {} } as unknown as RunContext, runThatBegins(60_000, 0, 'it was interrupted')])
    expect(await isDoneWithin(1_000, beginTogether(run))).toBe(true);
});

test("the time until the beginning, which a test may take longer for, is that of the target's clock", async () => {
  expect(untilBeginMs({ plan: {} } as unknown as RunContext)).toBe(0);
  for (const offsetMs of [0, 3_000, -3_000])
    expect(await withHeldDate(NOW_MS, () => untilBeginMs(runThatBegins(60_000, offsetMs)))).toBe(60_000);
});
