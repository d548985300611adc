import { type Cancel, type Clock, machineMs, realClock } from '../base/clock.ts';
import { watchCores } from '../measure/crowding.ts';
import { noteCores } from '../record/crowding-file.ts';
import { processSecrets } from '../record/process-settings.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { EmbeddedSandbox } from './embedded-sandbox.ts';

/** A count takes some ten milliseconds. Whoever judges a burst, which may be shorter, waits for the count after it. */
const EVERY_MS = 2_000;

/**
 * Notes what becomes of this machine's cores while the embedded target runs on it, until the returned function is called.
 * The conductor does it: a lane that looked itself would not measure in that time. Nothing is noted of a target whose
 * database or sessions are in a server that was there before, which would count as another program.
 */
export function noteCoresOf(
  { pid }: Pick<EmbeddedSandbox, 'pid'>,
  folder: RunFolder,
  clock: Clock = realClock,
): Cancel {
  const { databaseUrl, redisUrl } = processSecrets();
  const hasAllParts = databaseUrl === undefined && redisUrl === undefined;
  const count = hasAllParts ? watchCores(pid, process.pid) : undefined;
  if (count === undefined) return () => undefined;
  const note = () => noteCores(folder, count(machineMs()));
  note();
  return clock.every(EVERY_MS, note);
}
