import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { takeFreeLock } from '../base/process-lock.ts';
import { SuiteError } from '../base/suite-error.ts';

/** What a run tells the others about itself. */
interface Holder {
  readonly runId: string;
  readonly pid: number;
  readonly folder: string;
}

const OWN_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Keeps other runs on this machine away from the target: they would measure each other, invalidate the tokens of the
 * accounts that they share, and lose the sandbox with the run that started it. A process that has ended keeps nobody away.
 *
 * @param folder where the lock lies
 * @returns lets other runs begin
 * @throws SuiteError (TARGET_IN_USE) that names the other run
 */
export function reserveTarget(
  baseUrl: string,
  run: Pick<Holder, 'runId' | 'folder'>,
  folder = tmpdir(),
): () => void {
  const path = join(folder, `desk-studio-run-${keyOf(baseUrl)}`);
  const release = takeFreeLock(`${path}.lock`);
  if (release === undefined) {
    throw new SuiteError('TARGET_IN_USE', {
      checked: `whether another run on this machine uses ${baseUrl}`,
      found: readHolder(`${path}.json`),
      right: 'its end, or another target: two runs at once would measure each other',
    });
  }
  writeFileSync(`${path}.json`, JSON.stringify({ ...run, pid: process.pid }));
  return release;
}

/** Whether this run is at work on the target now. A process that has ended holds nothing. */
export function holdsTarget(baseUrl: string, runId: string, folder = tmpdir()): boolean {
  const path = join(folder, `desk-studio-run-${keyOf(baseUrl)}`);
  const release = takeFreeLock(`${path}.lock`);
  release?.();
  return release === undefined && readHolder(`${path}.json`).includes(`the run ${runId} (`);
}

/** Whether two addresses are those of one target, as this process sees it. */
export function isSameTarget(baseUrl: string, other: string): boolean {
  return keyOf(baseUrl) === keyOf(other);
}

function readHolder(path: string): string {
  try {
    const { runId, pid, folder } = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    return `the run ${runId} (process ${pid}, ${folder})`;
  } catch {
    return 'a run that has just begun';
  }
}

/** The same for all addresses of one target. Users cannot lock each other's files. */
function keyOf(baseUrl: string): string {
  const { protocol, hostname, port } = new URL(baseUrl);
  const isOwn = OWN_NAMES.includes(hostname);
  const host = isOwn ? `localhost in ${networkOfProcess()}` : hostname;
  return createHash('sha256')
    .update(`${userInfo().uid} ${host} ${port || protocol}`)
    .digest('hex')
    .slice(0, 16);
}

/** Containers may share a folder for locks, but each has a localhost of its own. */
function networkOfProcess(): string {
  try {
    return readlinkSync('/proc/self/ns/net');
  } catch {
    return 'this machine';
  }
}
