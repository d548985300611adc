import { readFileSync } from 'node:fs';
import { type FoundWaits, mostCoveredMs, type Stretch } from './covered-time.ts';
import { type TreeThread, treeThreads } from './process-tree.ts';
import { openWaitAccount, type WaitAccount } from './scheduler-wait.ts';

/** Names of Chromium's threads for messages and for frames; the kernel cuts names off after 15 characters. */
const CHAIN_THREADS = /^(Chrome_.*IOT|NetworkService|Compositor|VizCompositor)/;

/**
 * Reading the accounts of the 22 threads of a browser with one page took 36 µs in a loop, and with this beat 4 % of a core on a busy
 * machine, timers and cold caches included, while a step is on. With twice the beat, bounds were up to 30 % larger, mostly 5 to 15 %.
 */
const BEAT_MS = 4;

/** Names of those among them that put a frame together. */
const FRAME_THREADS = /^(Compositor|VizCompositor)/;

/**
 * What a thread does for a page: runs it (the main thread of a renderer), carries messages between processes and to the network,
 * or puts frames together.
 */
export type ChainPart = 'page' | 'messages' | 'frames';

/** A stretch in which the tree did something that was measured. */
export interface ChainStretch extends Stretch {
  /** Until then the root's own main thread may have been part of the chain. */
  readonly rootUntilMs: number;
  /** Only waits of such threads count; those of all by default. */
  readonly part?: ChainPart | undefined;
}

interface ChainThread {
  readonly isRoot: boolean;
  part: ChainPart;
  readonly account: WaitAccount;
  totalMs: number;
}

/**
 * Watches how long the threads of a process tree wait for a core, to bound what a starved measurer adds to something that
 * the tree does, such as a browser that shows a page.
 *
 * What ends the work is the last link of a chain of threads, each of which waits for the one before, for the target, for a
 * timer, or for a core. At any moment the chain is held up by at most one wait for a core. So without such waits the work
 * would end earlier by at most the time in which at least one thread of the chain waited: the length of the union of their
 * waits, not their sum. The chain of a page runs through the main thread of each process, the threads that carry messages
 * between processes and to the network, and those that put a frame together. Helper threads (raster, garbage collection,
 * compilation) are left out: they are many, they wait often, and a page goes on without them.
 *
 * The system tells the sum of a thread's waits so far. It is read every few milliseconds, and {@link mostCoveredMs} finds the
 * longest union that fits what was read. In the bound, although they delay nothing: waits outside the critical path.
 * Not in the bound: slower work on a core that was given (a shared core, its frequency, caches, a hypervisor), waits of threads
 * that ended before they were read again, and time in which the processes were stopped (SIGSTOP).
 */
export class ChainWait {
  readonly #root: number;
  readonly #proc: string;
  readonly #now: () => number;
  readonly #threads = new Map<string, ChainThread>();
  readonly #found: (FoundWaits & { readonly thread: ChainThread })[] = [];
  readonly #beat: NodeJS.Timeout;
  readonly #beganMs: number;
  #readMs: number;
  /** When threads were looked for: the last time, and the time before. */
  #lookedMs: readonly [last: number, before: number];

  private constructor(root: number, proc: string, now: () => number) {
    this.#root = root;
    this.#proc = proc;
    this.#now = now;
    this.#beganMs = now();
    this.#readMs = this.#beganMs;
    this.#lookedMs = [this.#beganMs, this.#beganMs];
    for (const thread of this.#chain()) this.#open(thread);
    this.#beat = setInterval(() => this.read(), BEAT_MS).unref();
  }

  /**
   * Begins to watch. Whoever does has to stop it.
   *
   * @param root id of the process
   * @param now the clock of the stretches to ask about, in milliseconds
   * @returns undefined where the system does not tell (only Linux does)
   */
  static begin(root: number, proc = '/proc', now = () => performance.now()): ChainWait | undefined {
    const wait = new ChainWait(root, proc, now);
    if (wait.#threads.size > 0) return wait;
    clearInterval(wait.#beat);
    return undefined;
  }

  /** Reads all accounts; the watch does it by itself. */
  read(): void {
    const sinceMs = this.#readMs;
    this.#readMs = this.#now();
    const grown: { thread: ChainThread; waitedMs: number }[] = [];
    for (const thread of this.#threads.values()) {
      const totalMs = totalOf(thread) ?? thread.totalMs;
      if (totalMs > thread.totalMs) grown.push({ thread, waitedMs: totalMs - thread.totalMs });
      thread.totalMs = totalMs;
    }
    const untilMs = this.#now();
    for (const each of grown) this.#found.push({ ...each, sinceMs, untilMs });
  }

  /**
   * Looks for threads that began since the last look: from then on their waits are known as exactly as those of others. It
   * costs milliseconds, since every process of the machine is asked for its parent. {@link stop} does it by itself.
   */
  look(): void {
    const [last, sinceMs] = this.#lookedMs;
    this.#lookedMs = [this.#now(), last];
    for (const seen of this.#chain()) {
      const known = this.#threads.get(seen.task);
      // A renderer is a copy of another process in its first milliseconds, and says only then what it is.
      if (known?.part === 'messages') known.part = partOf(seen, this.#proc);
      if (known !== undefined) continue;
      // At the last look it may have been there without its name, but not at the one before.
      const thread = this.#open(seen);
      if (thread !== undefined)
        this.#found.push({ thread, sinceMs, untilMs: this.#now(), waitedMs: thread.totalMs });
    }
  }

  /** Stops watching; a second call does nothing. */
  stop(): void {
    if (this.#threads.size === 0) return;
    clearInterval(this.#beat);
    this.read();
    this.look();
    for (const { account } of this.#threads.values()) account.close();
    this.#threads.clear();
  }

  /**
   * By how much waits for a core may have held up the chain in a stretch at most, in milliseconds. To be asked after the end.
   *
   * @param stretch all of the time watched by default
   */
  mostMs({ fromMs, toMs, rootUntilMs, part: only }: ChainStretch = EVERYTHING): number {
    const found = this.#found
      .filter(({ thread: { isRoot, part }, sinceMs }) => {
        return (only === undefined || part === only) && (!isRoot || sinceMs < rootUntilMs);
      })
      .map((waits) =>
        waits.thread.isRoot ? { ...waits, untilMs: Math.min(waits.untilMs, rootUntilMs) } : waits,
      );
    return mostCoveredMs(found, {
      fromMs: Math.max(fromMs, this.#beganMs),
      toMs: Math.min(toMs, this.#readMs),
    });
  }

  #chain() {
    return treeThreads(this.#root, this.#proc, CHAIN_THREADS);
  }

  #open(found: TreeThread): ChainThread | undefined {
    const account = openWaitAccount(`${found.folder}/schedstat`);
    if (account === undefined) return undefined;
    const thread = { isRoot: found.pid === this.#root, part: partOf(found, this.#proc), account, totalMs: 0 };
    thread.totalMs = totalOf(thread) ?? 0;
    this.#threads.set(found.task, thread);
    return thread;
  }
}

const EVERYTHING: ChainStretch = {
  fromMs: Number.NEGATIVE_INFINITY,
  toMs: Number.POSITIVE_INFINITY,
  rootUntilMs: Number.POSITIVE_INFINITY,
};

function partOf({ pid, task, folder }: TreeThread, proc: string): ChainPart {
  if (task === String(pid))
    return textOf(`${proc}/${pid}/cmdline`).includes('--type=renderer') ? 'page' : 'messages';
  return FRAME_THREADS.test(textOf(`${folder}/comm`)) ? 'frames' : 'messages';
}

/** Nothing of a process that has ended. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Undefined when the thread has ended. */
function totalOf({ account }: ChainThread): number | undefined {
  try {
    return account.readMs();
  } catch {
    return undefined;
  }
}
