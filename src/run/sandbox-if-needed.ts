import { forgetEmbeddedDatabase, shareEmbeddedDatabase } from '../evidence/embedded-database.ts';
import { processSecrets, processSettings } from '../record/process-settings.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { Target } from '../target/environments/target.ts';
import { isReachable } from '../target/preflight/preflight.ts';
import { embeddedPort } from './embedded-port.ts';
import { type EmbeddedSandbox, startSandbox } from './embedded-sandbox.ts';
import { noteCoresOf } from './note-cores.ts';

/** Starts the embedded Desk Studio when nothing answers at the address of development, and it can have that address. */
export async function sandboxIfNeeded(
  target: Target,
  folder: RunFolder,
  say: (line: string) => void,
): Promise<EmbeddedSandbox | undefined> {
  const port = embeddedPort(target);
  // It would end with its segment, and the others would not find it in time.
  const isSegment = processSettings().segment !== undefined;
  if (port === undefined || isSegment || (await isReachable(target))) return undefined;
  const startedMs = performance.now();
  const sandbox = await startSandbox(port);
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
