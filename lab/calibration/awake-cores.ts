import { closeSync, openSync, writeSync } from 'node:fs';

const FILE = '/dev/cpu_dma_latency';

/**
 * Keeps the cores from sleeping between requests. Waking one up takes tenths of a millisecond on a virtual machine, and
 * each request wakes two. This is the kernel's interface for it, which latency testers use as well:
 * https://docs.kernel.org/power/pm_qos_interface.html.
 *
 * @returns a function that lets them sleep again; undefined where the system does not permit it
 */
export function keepCoresAwake(): (() => void) | undefined {
  try {
    const file = openSync(FILE, 'w');
    writeSync(file, new Uint8Array(new Int32Array([0]).buffer));
    // The request holds as long as the file is open.
    return () => closeSync(file);
  } catch {
    return undefined;
  }
}
