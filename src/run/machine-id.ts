import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Random anew with each boot, the same in all containers of a machine: https://docs.kernel.org/admin-guide/sysctl/kernel.html#random. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/**
 * What tells this machine from others: processes with the same id have the same wall clock, also in different containers.
 *
 * @returns undefined where the system has nothing of that kind, which is anywhere but on Linux
 */
export function machineId(path = BOOT_ID): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path, 'utf8').trim()).digest('hex').slice(0, 12);
  } catch {
    return undefined;
  }
}
