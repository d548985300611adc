import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf } from '../base/attempt.ts';

/** Linux keeps it in memory: a full disk does not fill it. */
const IN_MEMORY = '/dev/shm';

/** What keeps a folder from taking files that another folder may take. */
const WITHOUT_ROOM = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE'];
/** The same as SQLite says it, of which a lock is made: read-only, input or output, full, cannot open. */
const LOCK_WITHOUT_ROOM = [8, 10, 13, 14];

/**
 * Where a run's files go while its own folder cannot be written to: the disk is full, or became read-only. All processes
 * of the run find them there. It is made with the first such file.
 */
export class SpareFolder {
  readonly path: string;

  constructor(runId: string) {
    const base = process.platform === 'linux' && existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir();
    this.path = join(base, `desk-studio-${runId}`);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /**
   * Makes room for a file.
   *
   * @param why the error because of which the file does not go where it belongs
   * @returns its path
   * @throws `why` where this folder cannot be used either, or would not help
   */
  prepare(name: string, why: unknown): string {
    if (!isWithoutRoom(why)) throw why;
    try {
      if (lstatSync(this.path, { throwIfNoEntry: false }) === undefined) this.#begin(why);
      const { uid } = lstatSync(this.path);
      // Others may write to the folder above.
      if (process.platform !== 'win32' && uid !== process.getuid?.()) throw why;
      mkdirSync(dirname(this.file(name)), { recursive: true });
      return this.file(name);
    } catch {
      throw why;
    }
  }

  /** Whoever makes the folder says so: one line, however many processes and files there are. */
  #begin(why: unknown): void {
    mkdirSync(this.path, { mode: 0o700 });
    console.error(
      `The run's folder takes no more files (${messageOf(why)}): the run goes on, and keeps them in ${this.path}`,
    );
  }

  /** The files in it, below a folder or all. */
  names(folder = '.'): string[] {
    const path = this.file(folder);
    if (!existsSync(path)) return [];
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(this.path.length + 1));
  }

  /** Removes it, once nothing in it is needed. */
  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function isWithoutRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('errcode' in error) return LOCK_WITHOUT_ROOM.includes(Number(error.errcode) & 0xff);
  if ('code' in error) return WITHOUT_ROOM.includes(String(error.code));
  return isWithoutRoom(error.cause);
}
