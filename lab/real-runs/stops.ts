import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processTree } from '../../src/measure/process-tree.ts';

/** When a process is stopped, counted from when its work began. */
export interface Stops {
  readonly firstMs: number;
  /** From the start of one stop to the start of the next. */
  readonly everyMs: number;
  readonly stoppedMs: number;
  readonly times: number;
}

/** What stops a process. */
export interface Stopper {
  readonly process: ChildProcess;
  /** How often it has stopped it and let it go on. */
  made(): number;
}

const LOOK_EVERY_MS = 200;
/** By then all users of a scenario that begins at its level are connected, and no burst is yet. */
const CONNECTED_AFTER_MS = 1_000;

/**
 * Stops the process that drives the traffic. It is found by what it does: of all descendants of the test runner it has the
 * most connections to the target in the first seconds of the traffic.
 *
 * @param runner id of the test runner's process
 * @param port of the target on this machine
 * @param hasBegun whether the traffic has begun
 * @param signal ends the wait for it
 * @returns what does it; undefined when the traffic never began
 */
export async function stopTraffic(
  {
    runner,
    port,
    hasBegun,
    signal,
  }: {
    readonly runner: number;
    readonly port: number;
    readonly hasBegun: () => boolean;
    readonly signal: AbortSignal;
  },
  stops: Stops,
): Promise<Stopper | undefined> {
  while (!hasBegun()) {
    if (signal.aborted) return undefined;
    await sleep(LOOK_EVERY_MS);
  }
  await sleep(CONNECTED_AFTER_MS);
  const connections = processTree(runner).map((pid) => ({ pid, count: connectionsTo(pid, port) }));
  const most = connections.reduce((one, other) => (other.count > one.count ? other : one));
  if (most.count === 0) throw new Error('stops: no process of the run is connected to the target');
  const args = [String(most.pid), JSON.stringify({ ...stops, firstMs: stops.firstMs - CONNECTED_AFTER_MS })];
  const child = fork(new URL('./stop-process.ts', import.meta.url), args);
  let made = 0;
  child.on('message', (count: number) => {
    made = count;
  });
  return { process: child, made: () => made };
}

/** How many of the stops are to begin in a traffic that lasts so long: those after its end stop nothing. */
export function stopsDue({ firstMs, everyMs, times }: Stops, trafficMs: number): number {
  return trafficMs < firstMs ? 0 : Math.min(times, Math.floor((trafficMs - firstMs) / everyMs) + 1);
}

/** How many connections a process has to a port of this machine, by Linux's tables: proc_pid_net(5), proc_pid_fd(5). */
function connectionsTo(pid: number, port: number): number {
  try {
    const table = readFileSync(`/proc/${pid}/net/tcp`, 'latin1').split('\n').slice(1);
    const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
    const inodes = new Set(
      table
        .map((line) => line.trim().split(/\s+/))
        .filter(([, , remote]) => remote?.endsWith(wanted))
        .map((fields) => `socket:[${fields[9]}]`),
    );
    const files = readdirSync(`/proc/${pid}/fd`).map((file) => readlinkSync(`/proc/${pid}/fd/${file}`));
    return files.filter((file) => inodes.has(file)).length;
  } catch {
    // The process, or a file of it, is gone.
    return 0;
  }
}
