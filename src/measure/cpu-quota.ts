import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the system keeps its control groups. Replaced in tests. */
export interface CgroupPlaces {
  /** Names the groups of this process, a line for each hierarchy: see cgroups(7). */
  readonly ofProcess: string;
  readonly mount: string;
}

const PLACES: CgroupPlaces = { ofProcess: '/proc/self/cgroup', mount: '/sys/fs/cgroup' };

/**
 * Opens the account of the CPU quotas that hold for this process: those of its control group and of all groups above.
 * A container with a CPU limit has such a quota. Its processes are stopped when it is used up, until the next period of
 * usually 0.1 s begins.
 *
 * The scheduler counts that time as waiting for a core (seen on Linux 6.18: 2.40 s of waiting in 3 s with a fifth of a core,
 * 1.92 s of it throttled), so `OwnDelay` has it already. This account says why there was no core.
 *
 * @returns reads the time, in milliseconds and summed over cores and groups, for which the groups were throttled so far; undefined
 * where there is no quota or the system does not tell, and, of a single reading, where a file cannot be read at that moment
 * (for example because no file descriptor is free): a sum without that group would be smaller than the one before.
 * https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files
 */
export function cpuThrottling(places = PLACES): (() => number | undefined) | undefined {
  const files = statFiles(places).filter((file) => throttledMs(file) !== undefined);
  if (files.length === 0) return undefined;
  return () => {
    let totalMs = 0;
    for (const file of files) {
      const ms = throttledMs(file);
      if (ms === undefined) return undefined;
      totalMs += ms;
    }
    return totalMs;
  };
}

function statFiles({ ofProcess, mount }: CgroupPlaces): string[] {
  const group = cpuGroup(read(ofProcess) ?? '');
  if (group === undefined) return [];
  const root = [join(mount, 'cpu'), join(mount, 'cpu,cpuacct')].find(existsSync);
  const top = group.version === 1 && root !== undefined ? root : mount;
  const files = [join(top, 'cpu.stat')];
  // Within a container the path may be that of the host, which is not mounted there. Its own group is the top then.
  for (let path = group.path; path !== '/'; path = dirname(path)) files.push(join(top, path, 'cpu.stat'));
  return files;
}

/** The group that limits the CPU: of a version-1 hierarchy where the controller is in one, else of version 2. */
function cpuGroup(text: string): { version: 1 | 2; path: string } | undefined {
  const lines = text.trim().split('\n');
  const first = lines.find((line) => line.split(':')[1]?.split(',').includes('cpu'));
  const path = (first ?? lines.find((line) => line.startsWith('0::')))?.split(':').slice(2).join(':');
  return path?.startsWith('/') ? { version: first === undefined ? 2 : 1, path } : undefined;
}

/** `throttled_usec` of version 2, `throttled_time` of version 1 in nanoseconds; undefined where there is no such line. */
function throttledMs(file: string): number | undefined {
  const found = /^throttled_(usec|time) (\d+)$/m.exec(read(file) ?? '');
  if (found === null) return undefined;
  return Number(found[2]) / (found[1] === 'usec' ? 1e3 : 1e6);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
