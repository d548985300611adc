import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';

/** The lowest real-time priority: above every ordinary process, below the kernel's own threads. */
const PRIORITY = '1';

const CPU_LATENCY_FILE = '/dev/cpu_dma_latency';

/** What the system granted to keep delays of the machine out of the comparisons. */
export interface Conditions {
  readonly realTime: boolean;
  readonly coresAwake: boolean;
}

/**
 * Removes the delays that a machine adds to every latency, as far as the system permits it.
 * @param isWanted false changes nothing
 * @returns what the system granted, and a function that undoes it
 */
export function undelayed(isWanted: boolean): { readonly conditions: Conditions; end(): void } {
  const ends = isWanted ? [goRealTime(), keepCoresAwake()] : [];
  const [endRealTime, letSleep] = ends;
  return {
    conditions: { realTime: endRealTime !== undefined, coresAwake: letSleep !== undefined },
    end: () => {
      for (const end of ends) end?.();
    },
  };
}

/** The conditions in one sentence. */
export function conditionsText({ realTime, coresAwake }: Conditions): string {
  return (
    `Tools and target ran ${realTime ? 'with' : 'without'} real-time priority, and the cores ` +
    `${coresAwake ? 'did not sleep' : 'slept between requests'}: ` +
    (realTime && coresAwake
      ? 'the figures show the tools, without the time that a machine takes to wake up (`--as-it-is` includes it).'
      : 'the figures include the time that a machine takes to wake up, above all at p99.')
  );
}

/**
 * Gives the main thread of this process, and the targets that it starts from now on, a core as soon as they want one.
 * On two cores a process that wakes up behind another one waits for 0.3 to 2 ms about once in a hundred times, which is
 * the whole p99 of a 1 ms target. Latency testers exclude this wait in the same way (`cyclictest --policy fifo`). Needs
 * Linux's `chrt` and permission to use it: https://man7.org/linux/man-pages/man1/chrt.1.html.
 *
 * @returns a function that restores the ordinary priority; undefined where the system does not permit it
 */
export function goRealTime(): (() => void) | undefined {
  if (!setPolicy('--fifo', PRIORITY)) return undefined;
  return () => void setPolicy('--other', '0');
}

function setPolicy(policy: string, priority: string): boolean {
  return spawnSync('chrt', [policy, '--pid', priority, String(process.pid)]).status === 0;
}

/**
 * Keeps the cores from sleeping between requests. Waking one up takes tenths of a millisecond on a virtual machine, and
 * each request wakes two. This is the kernel's interface for it, which latency testers use as well:
 * https://docs.kernel.org/power/pm_qos_interface.html.
 *
 * @returns a function that lets them sleep again; undefined where the system does not permit it
 */
function keepCoresAwake(): (() => void) | undefined {
  try {
    const file = openSync(CPU_LATENCY_FILE, 'w');
    writeSync(file, new Uint8Array(new Int32Array([0]).buffer));
    // The request holds as long as the file is open.
    return () => closeSync(file);
  } catch {
    return undefined;
  }
}
