import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Creates a temporary folder that is deleted when this process ends, also when Ctrl-C or SIGTERM ends it.
 * @param tool for the folder's name and for the message on a signal
 * @param onSignal stops what must not outlive this process
 */
export function scratchFolder(tool: string, onSignal: () => void = () => undefined): string {
  const folder = mkdtempSync(join(tmpdir(), `desk-${tool}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      console.error(`${tool}: stopped by ${signal}, nothing was written`);
      onSignal();
      process.exit(1);
    });
  return folder;
}
