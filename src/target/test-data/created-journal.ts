import { closeSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../base/make-folder.ts';
import type { CreatedKind } from '../operation.ts';

/** A thing that the run made on the target. */
export interface CreatedEntry {
  readonly kind: CreatedKind;
  readonly id: string;
  /** Id of the operation that made it. */
  readonly operation: string;
  readonly dealershipId: string;
  /** Who made it: some things can only be put away by a user who takes part in them. */
  readonly userId?: string;
}

/** A thing that is not on the target any more, or is put away there as far as it can be. */
export type RemovedEntry = Pick<CreatedEntry, 'kind' | 'id'>;

/** Lines wait in memory at most this long: what a kill can lose. */
const FLUSH_EVERY_MS = 250;

/**
 * Writes down what a run makes, one JSON line each, so that it can be removed after a failure, a Ctrl-C or a kill.
 * What is younger than the flush interval when the process is killed is lost; the sweep by dealership finds it.
 * Several processes may write to one file: each flush is one append.
 */
export class CreatedJournal {
  readonly path: string;
  readonly #file: number;
  readonly #timer: NodeJS.Timeout;
  #waiting: string[] = [];
  #count = 0;
  #closed = false;
  #failure: unknown;
  readonly #rescue: ((lines: string) => void) | undefined;
  readonly #watches = new Set<CreatedEntry[]>();

  /**
   * @param path file to append to; its folder is made if missing
   * @param options.flushEveryMs longest time that a line waits
   * @param options.rescue gets the lines that the file does not take until it is closed; without it, closing throws
   */
  constructor(
    path: string,
    {
      flushEveryMs = FLUSH_EVERY_MS,
      rescue,
    }: { readonly flushEveryMs?: number; readonly rescue?: (lines: string) => void } = {},
  ) {
    this.path = path;
    this.#rescue = rescue;
    makeFolder(dirname(path));
    this.#file = openSync(path, 'a+');
    this.#endTornLine();
    this.#timer = setInterval(() => this.#flushOrRemember(), flushEveryMs);
    // The journal alone must not keep the process alive.
    this.#timer.unref();
  }

  /** How many entries were appended by this writer. */
  get count(): number {
    return this.#count;
  }

  /** Notes down a thing that was made. Cheap: it is written with the next flush. */
  append(entry: CreatedEntry): void {
    this.#note(entry);
    for (const watch of this.#watches) watch.push(entry);
  }

  /** Begins to listen to what is appended by this writer. The returned function ends that, and gives what was. */
  fromNow(): () => readonly CreatedEntry[] {
    const entries: CreatedEntry[] = [];
    this.#watches.add(entries);
    return () => {
      this.#watches.delete(entries);
      return entries;
    };
  }

  /** Notes down that a thing was removed, so that a later clean-up need not ask for it. */
  removed({ kind, id }: RemovedEntry): void {
    this.#note({ kind, id, removed: true });
  }

  #note(line: object): void {
    if (this.#closed) {
      throw new Error(`journal ${this.path}: found an entry after close; right would be to close it last`);
    }
    this.#waiting.push(JSON.stringify(line));
    this.#count += 1;
  }

  /**
   * Writes what waits. Synchronous on purpose: it goes to the page cache within microseconds, keeps the order, and can
   * run in an exit handler.
   *
   * @throws the file system's error; what waits is kept for the next try
   */
  flush(): void {
    if (this.#waiting.length === 0) return;
    // A full disk may have taken half of what was to be written last.
    const torn = this.#failure === undefined ? '' : '\n';
    writeFileSync(this.#file, `${torn}${this.#waiting.join('\n')}\n`);
    this.#waiting = [];
    this.#failure = undefined;
  }

  /**
   * Writes what waits and closes the file. A second call does nothing.
   *
   * @throws Error when entries could not be written
   */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    try {
      this.flush();
    } catch (error) {
      this.#giveUp(error);
    } finally {
      closeSync(this.#file);
    }
  }

  /** The file did not take all lines. */
  #giveUp(error: unknown): void {
    if (this.#rescue === undefined)
      throw new Error(
        `journal ${this.path}: ${this.#waiting.length} entries could not be written; ` +
          'right would be a writable file with room, so that all test data can be removed',
        { cause: this.#failure ?? error },
      );
    this.#rescue(`${this.#waiting.join('\n')}\n`);
  }

  /** A full disk must not end the run from within a timer: the next flush tries again, close reports it. */
  #flushOrRemember(): void {
    try {
      this.flush();
    } catch (error) {
      this.#failure = error;
    }
  }

  /** A killed writer may have left half a line: it must not swallow the first line of this one. */
  #endTornLine(): void {
    const { size } = fstatSync(this.#file);
    if (size === 0) return;
    const last = Buffer.alloc(1);
    readSync(this.#file, last, 0, 1, size - 1);
    if (last.toString() !== '\n') writeFileSync(this.#file, '\n');
  }
}
