import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { attempt } from '../base/attempt.ts';
import { timeInName } from '../base/format.ts';
import { SuiteError } from '../base/suite-error.ts';
import { writeInOneStep } from '../base/write-in-one-step.ts';
import { SpareFolder } from './spare-folder.ts';

/** Name of the variable by which the processes of a run find its folder. */
export const RUN_FOLDER_VARIABLE = 'DESK_STUDIO_RUN_FOLDER';

/** Name of the variable by which a command gives the run that it starts its id, so that it finds that run afterwards. */
export const RUN_ID_VARIABLE = 'DESK_STUDIO_RUN_ID';

/** Name of the variable by which a command gives the run that it starts its process number: the run ends with it. */
export const RUN_PARENT_VARIABLE = 'DESK_STUDIO_RUN_PARENT';

/** The run that this process belongs to; undefined when it belongs to none. */
export function runOfProcess(): RunFolder | undefined {
  const path = process.env[RUN_FOLDER_VARIABLE];
  return path === undefined ? undefined : new RunFolder(path);
}

/** Makes this process, and those that it starts from now on, belong to a run. */
export function joinRun(folder: RunFolder): void {
  process.env[RUN_FOLDER_VARIABLE] = folder.path;
}

/** Ends what {@link joinRun} began: a test server starts another run in the same process. */
export function leaveRun(): void {
  delete process.env[RUN_FOLDER_VARIABLE];
}

function damaged(path: string, { message }: SyntaxError): SuiteError {
  return new SuiteError('BAD_SETTING', {
    checked: path,
    found: `no JSON (${message})`,
    right: 'the file as the run wrote it, or another run',
  });
}

/**
 * Where everything that one run writes lies. A file that the folder does not take, since the disk is full or became
 * read-only, goes to the run's {@link SpareFolder}; those who read it find it there.
 */
export class RunFolder {
  readonly path: string;
  readonly #spare: SpareFolder;

  constructor(path: string) {
    this.path = path;
    this.#spare = new SpareFolder(this.runId);
  }

  get runId(): string {
    return this.path.split(/[\\/]/).at(-1) ?? '';
  }

  /** Where a file belongs. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** Where a file is, to read it. */
  place(name: string): string {
    const spare = this.#spare.file(name);
    return existsSync(spare) ? spare : this.file(name);
  }

  /** The names of the files in a folder of the run, as {@link place} takes them. */
  names(folder: string): string[] {
    const path = this.file(folder);
    const own = existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}`) : [];
    return [...new Set([...own, ...this.#spare.names(folder)])];
  }

  /** Writes JSON in one step: a reader in another process sees the old file or the new one, never half of it. */
  write(name: string, content: unknown): void {
    // Tabs: the record of a soak is deep, and by two spaces a level it would be a fifth larger.
    this.writeText(name, `${JSON.stringify(content, undefined, '\t')}\n`);
  }

  writeText(name: string, text: string | Uint8Array): void {
    const spare = this.#spare.file(name);
    const written = this.hold(name, (path) => {
      writeInOneStep(path, text);
      return path;
    });
    // A newer one is in its place.
    if (written !== spare) rmSync(spare, { force: true });
  }

  /**
   * Does something with the path of a file that is about to be written, or with another path where that fails.
   *
   * @throws the file system's first error when it fails there too
   */
  hold<T>(name: string, work: (path: string) => T): T {
    try {
      return work(this.file(name));
    } catch (error) {
      return work(this.spareFor(name, error));
    }
  }

  /**
   * The path of a file that does not go where it belongs.
   *
   * @param why the error of the attempt to write it there
   * @throws `why` where another folder would not help
   */
  spareFor(name: string, why: unknown): string {
    return this.#spare.prepare(name, why);
  }

  /**
   * Reads JSON back; undefined when the file is not there.
   * @throws SuiteError (BAD_SETTING) when it is not JSON any more
   */
  read<T>(name: string): T | undefined {
    try {
      // null: the file is removed as far as it can be.
      return (JSON.parse(readFileSync(this.place(name), 'utf8')) as T | null) ?? undefined;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error instanceof SyntaxError ? damaged(this.place(name), error) : error;
    }
  }

  /** Removes a JSON file, also one in a folder that became read-only: it is not read any more. */
  remove(name: string): void {
    rmSync(this.#spare.file(name), { force: true });
    try {
      rmSync(this.file(name), { force: true });
    } catch {
      this.write(name, null);
    }
  }

  /** Removes a folder of the run, as far as the disk lets it. */
  removeFolder(name: string): void {
    rmSync(this.#spare.file(name), { recursive: true, force: true });
    attempt(() => rmSync(this.file(name), { recursive: true, force: true }));
  }

  /**
   * Moves what the folder did not take into it, as far as it does now.
   *
   * @returns the names of what it still does not take, and where that is; undefined when everything is in its place
   */
  bringHome(): { readonly names: readonly string[]; readonly path: string } | undefined {
    const names = this.#spare.names().filter((name) => {
      try {
        writeInOneStep(this.file(name), readFileSync(this.#spare.file(name)));
        rmSync(this.#spare.file(name));
        return false;
      } catch {
        return true;
      }
    });
    if (names.length > 0) return { names, path: this.#spare.path };
    this.#spare.discard();
    return undefined;
  }
}

/** An id that sorts by time and says what ran: `2026-11-23T09-30-00-smoke-a1b2`. */
export function newRunId(scenario: string, now: Date, random: number): string {
  return `${timeInName(now)}-${scenario}-${Math.floor(random * 0x10000)
    .toString(16)
    .padStart(4, '0')}`;
}

/** The id that the command chose for the run of this process. Given once: a test server starts further runs. */
export function takeGivenRunId(env: NodeJS.ProcessEnv): string | undefined {
  const given = env[RUN_ID_VARIABLE];
  delete env[RUN_ID_VARIABLE];
  return given !== undefined && isRunId(given) ? given : undefined;
}

/** The process that started the run of this process and waits for it; undefined when none does. Given once. */
export function takeGivenParent(env: NodeJS.ProcessEnv): number | undefined {
  const given = Number(env[RUN_PARENT_VARIABLE]);
  delete env[RUN_PARENT_VARIABLE];
  return Number.isInteger(given) && given > 0 ? given : undefined;
}

/** The form of {@link newRunId}. */
const RUN_ID = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-[\w-]+-[0-9a-f]{4}$/;

/** Whether a folder's name is the id of a run. */
export function isRunId(name: string): boolean {
  return RUN_ID.test(name);
}

/**
 * Points `<reports>/latest` at the run: a link where the system has them, otherwise a file with the path. The path begins at
 * `<reports>`, which may be moved, or have another path outside of a container. Anything else of that name stays.
 *
 * @returns false when something is in its place that the suite did not make
 */
export function pointLatestAt(reportsFolder: string, run: RunFolder): boolean {
  const latest = join(reportsFolder, 'latest');
  const isThere = lstatSync(latest, { throwIfNoEntry: false }) !== undefined;
  if (isThere && pointedAt(reportsFolder) === undefined) return false;
  const draft = `${latest}.${process.pid}.draft`;
  try {
    symlinkSync(relative(reportsFolder, run.path), draft, 'dir');
  } catch {
    writeFileSync(draft, `${relative(reportsFolder, run.path)}\n`);
  }
  // In one step: another run may do the same in this moment.
  renameSync(draft, latest);
  return true;
}

/** The whole path of the run that `<reports>/latest` points at; undefined when there is none, or one that is not the suite's. */
export function pointedAt(reportsFolder: string): string | undefined {
  const latest = join(reportsFolder, 'latest');
  const stats = lstatSync(latest, { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory()) return undefined;
  const path = stats.isSymbolicLink() ? readlinkSync(latest) : firstLineOf(latest);
  return basename(dirname(path)) === 'runs' && isRunId(basename(path))
    ? resolve(reportsFolder, path)
    : undefined;
}

/** Of a file that may be anything. */
function firstLineOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4_096);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0)).trim();
  } finally {
    closeSync(file);
  }
}
