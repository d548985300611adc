import { forgetEmbeddedDatabase, shareEmbeddedDatabase } from '../evidence/embedded-database.ts';
import { processSecrets, processSettings } from '../record/process-settings.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { Target } from '../target/environments/target.ts';
import { isReachable } from '../target/preflight/preflight.ts';
import { type EmbeddedSandbox, startSandbox } from './embedded-sandbox.ts';
import { noteCoresOf } from './note-cores.ts';

/** Starts the embedded Desk Studio when nothing answers at the address of development. */
export async function sandboxIfNeeded(
  target: Target,
  folder: RunFolder,
  say: (line: string) => void,
): Promise<EmbeddedSandbox | undefined> {
  // It would end with this segment, and the others would not find it in time.
  const mayStart =
    target.environment === 'development' &&
    target.baseUrlIsDefault &&
    processSettings().segment === undefined;
  if (!mayStart || (await isReachable(target))) return undefined;
  const startedMs = performance.now();
  const sandbox = await startSandbox(Number(new URL(target.baseUrl).port));
  const database = processSecrets().databaseUrl === undefined ? '' : ' on the database of DATABASE_URL';
  say(
    `nothing answered at ${target.baseUrl}: the embedded Desk Studio was started${database} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)${sandbox.faults === undefined ? '' : `, with faults: ${sandbox.faults}`}`,
  );
  shareEmbeddedDatabase(sandbox.databaseUrl);
  const stopNoting = noteCoresOf(sandbox, folder);
  const stop = () => {
    stopNoting();
    forgetEmbeddedDatabase();
    return sandbox.stop();
  };
  return { ...sandbox, stop };
}
