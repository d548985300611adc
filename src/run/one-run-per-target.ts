import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { attempt } from '../base/attempt.ts';
import { takeFreeLock } from '../base/process-lock.ts';
import type { Segment } from '../base/segment.ts';
import { SuiteError } from '../base/suite-error.ts';

/** What a run tells the others about itself. */
interface Holder {
  readonly runId: string;
  readonly pid: number;
  readonly folder: string;
  /** Set for a segment: those of one run begin at the same time and may use the target together. */
  readonly segment?: HoldingSegment;
}

/** A segment, and what tells those of its run from others. */
export interface HoldingSegment {
  readonly run: string;
  readonly index: number;
}

/** How long a segment waits for another one that is looking around at the same time. */
const LOOKING_AROUND_MS = 1_000;
const POLL_MS = 20;

const OWN_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Keeps other runs on this machine away from the target: they would measure each other, invalidate the tokens of the
 * accounts that they share, and lose the sandbox with the run that started it. A process that has ended keeps nobody away.
 *
 * @param folder where the lock lies
 * @returns lets other runs begin
 * @throws SuiteError (TARGET_IN_USE) that names the other run
 */
export function reserveTarget(baseUrl: string, run: Omit<Holder, 'pid'>, folder = tmpdir()): () => void {
  const path = lockPath(baseUrl, folder);
  const found = run.segment === undefined ? holdAlone(path, run) : joinSegments(path, run, run.segment);
  if (typeof found === 'function') return found;
  throw new SuiteError('TARGET_IN_USE', {
    checked: `whether another run on this machine uses ${baseUrl}`,
    found: holderWords(found),
    right: 'wait until that run has ended, or use another target: two runs at once would measure each other',
  });
}

/** What was found in the way; `unknown` has told nothing of itself yet. */
type InTheWay = Holder | 'unknown';

/** Holds the target for one run, which lets nobody in until it ends. */
function holdAlone(path: string, run: Omit<Holder, 'pid'>): (() => void) | InTheWay {
  const release = takeFreeLock(`${path}.lock`);
  if (release === undefined) return readHolder(`${path}.json`) ?? 'unknown';
  const other = segmentAt(path, undefined);
  if (other !== undefined) {
    release();
    return other;
  }
  noteHolder(path, run);
  return release;
}

/**
 * Holds the target for a segment, next to others of the same run. Each has a lock of its own; that of the target is held only
 * while a segment looks around, so that it keeps whole runs away and no two look at the same time.
 */
function joinSegments(
  path: string,
  run: Omit<Holder, 'pid'>,
  segment: HoldingSegment,
): (() => void) | InTheWay {
  const look = takeSoon(`${path}.lock`);
  if (look === undefined) return readHolder(`${path}.json`) ?? 'unknown';
  try {
    const other = segmentAt(path, segment.run);
    if (other !== undefined) return other;
    const own = `${path}-${segment.index}`;
    const release = takeFreeLock(`${own}.lock`);
    if (release === undefined) return readHolder(`${own}.json`) ?? 'unknown';
    noteHolder(own, run);
    return release;
  } finally {
    look();
  }
}

/** A segment that is at work on the target, unless it is of this run. */
function segmentAt(path: string, run: string | undefined): InTheWay | undefined {
  const names = new RegExp(`^${RegExp.escape(basename(path))}-\\d+\\.lock$`);
  for (const name of readdirSync(dirname(path)).filter((each) => names.test(each))) {
    const own = join(dirname(path), name.replace(/\.lock$/, ''));
    const release = takeFreeLock(`${own}.lock`);
    release?.();
    const holder = release === undefined ? (readHolder(`${own}.json`) ?? 'unknown') : undefined;
    if (holder === 'unknown' || (holder !== undefined && holder.segment?.run !== run)) return holder;
  }
  return undefined;
}

/** Whoever only looks around is done in a moment. */
function takeSoon(path: string): (() => void) | undefined {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const release = takeFreeLock(path);
    if (release !== undefined || waitedMs >= LOOKING_AROUND_MS) return release;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
  }
}

function noteHolder(path: string, run: Omit<Holder, 'pid'>): void {
  writeFileSync(`${path}.json`, JSON.stringify({ ...run, pid: process.pid }));
}

function lockPath(baseUrl: string, folder: string): string {
  return join(folder, `desk-studio-run-${keyOf(baseUrl)}`);
}

/** Whether this run is at work on the target now. A process that has ended holds nothing. */
export function holdsTarget(
  baseUrl: string,
  { runId, segment }: { readonly runId: string; readonly segment?: Segment | undefined },
  folder = tmpdir(),
): boolean {
  const target = lockPath(baseUrl, folder);
  const path = segment === undefined ? target : `${target}-${segment.index}`;
  const release = takeFreeLock(`${path}.lock`);
  release?.();
  return release === undefined && readHolder(`${path}.json`)?.runId === runId;
}

/** Whether two addresses are those of one target, as this process sees it. */
export function isSameTarget(baseUrl: string, other: string): boolean {
  return keyOf(baseUrl) === keyOf(other);
}

function readHolder(path: string): Holder | undefined {
  return attempt(() => JSON.parse(readFileSync(path, 'utf8')) as Holder);
}

function holderWords(holder: InTheWay): string {
  if (holder === 'unknown') return 'a run that has just begun';
  return `the run ${holder.runId} (process ${holder.pid}, ${holder.folder})`;
}

/** The same for all addresses of one target. Users cannot lock each other's files. */
function keyOf(baseUrl: string): string {
  const { protocol, hostname, port } = new URL(baseUrl);
  const isOwn = OWN_NAMES.includes(hostname);
  const host = isOwn ? `localhost in ${networkOfProcess()}` : hostname;
  return createHash('sha256')
    .update(`${process.getuid?.()} ${host} ${port || protocol}`)
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
