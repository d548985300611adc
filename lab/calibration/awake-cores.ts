import { closeSync, openSync, writeSync } from 'node:fs';

const FILE = '/dev/cpu_dma_latency';

/**
 * Keeps the cores from sleeping between requests: waking one up takes some tenths of a millisecond on a virtual
 * machine, and two are woken for each request. The kernel's own way to ask for it, which testers of latency use as
 * well: https://docs.kernel.org/power/pm_qos_interface.html.
 *
 * @returns what lets them sleep again; undefined where the system does not grant it
 */
export function keepCoresAwake(): (() => void) | undefined {
  try {
    const file = openSync(FILE, 'w');
    writeSync(file, new Uint8Array(new Int32Array([0]).buffer));
    // The wish holds for as long as the file is open.
    return () => closeSync(file);
  } catch {
    return undefined;
  }
}
