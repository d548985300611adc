import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunContext } from '../src/record/run-context.ts';
import { readyFile } from '../src/record/run-files.ts';

/** A browser needs a second or two to start, on a busy machine more. After this the traffic starts without it. */
const LONGEST_WAIT_MS = 20_000;
const POLL_MS = 50;

/** Says that a lane's browser is up. The traffic waits for it, since starting a browser costs CPU. */
export function announceReady(run: RunContext, lane: string): void {
  run.folder.write(readyFile(lane), { atMs: Date.now() });
}

/** Waits until every other lane of the run has announced itself. */
export async function waitForLanes(run: RunContext): Promise<void> {
  const others = run.plan.lanes.filter((lane) => lane !== 'traffic');
  const deadlineMs = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < deadlineMs) {
    if (others.every((lane) => existsSync(run.folder.place(readyFile(lane))))) return;
    await sleep(POLL_MS);
  }
}
