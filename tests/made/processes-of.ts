import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processes whose environment names this folder: whatever a command has started, however it was reparented. On Linux only,
 * where processes are found in /proc.
 */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Those of them with such a command line. */
export function processesLike(folder: string, commandLine: RegExp): number[] {
  return processesOf(folder).filter((pid) => {
    try {
      return commandLine.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' '));
    } catch {
      return false;
    }
  });
}
