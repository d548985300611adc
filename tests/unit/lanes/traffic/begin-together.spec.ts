import { expect, test } from '@playwright/test';
import { beginTogether, untilBeginMs } from '../../../../lanes/traffic/begin-together.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';

/** A run whose segment begins in so many milliseconds by a target's clock that is so far ahead of this machine's. */
function runThatBegins(inMs: number, offsetMs = 0, stopped?: string): RunContext {
  const startAt = new Date(Date.now() + offsetMs + inMs).toISOString();
  const segment = { index: 2, of: 4, startAt, clock: { kind: 'known', offsetMs, uncertainMs: 5 } };
  const end = new AbortController();
  return { plan: { segment }, clock: { stopReason: () => stopped }, end } as unknown as RunContext;
}

async function waitedMs(run: RunContext): Promise<number> {
  const beganMs = Date.now();
  await beginTogether(run);
  return Date.now() - beganMs;
}

test("a segment waits for its beginning by the target's clock, whatever this machine's says", async () => {
  for (const offsetMs of [0, 3_000, -3_000]) {
    // Also the time that a busy machine takes to make the run.
    const madeMs = Date.now();
    await beginTogether(runThatBegins(100, offsetMs));
    expect(Date.now() - madeMs, `clock off by ${offsetMs} ms`).toBeGreaterThanOrEqual(98);
    expect(Date.now() - madeMs, `clock off by ${offsetMs} ms`).toBeLessThan(2_000);
  }
});

test('a segment that was not ready in time sends nothing, and says how late it was', async () => {
  await expect(beginTogether(runThatBegins(-3_000))).rejects.toThrow(
    /^\[SEGMENT_LATE\] .*segment 2 of 4.*Found: 3\.\d s after the others had begun/,
  );
});

test('a whole run, and a run that was stopped, do not wait', async () => {
  expect(await waitedMs({ plan: {} } as unknown as RunContext)).toBeLessThan(1_000);
  expect(await waitedMs(runThatBegins(60_000, 0, 'it was interrupted'))).toBeLessThan(1_000);
});

test("the time until the beginning, which a test may take longer for, is that of the target's clock", () => {
  expect(untilBeginMs({ plan: {} } as unknown as RunContext)).toBe(0);
  for (const offsetMs of [0, 3_000, -3_000]) {
    const leftMs = untilBeginMs(runThatBegins(60_000, offsetMs));
    expect(leftMs).toBeGreaterThan(55_000);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  }
});
