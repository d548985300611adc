import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Name of the variable by which the processes of a run find its folder. */
export const RUN_FOLDER_VARIABLE = 'DESK_STUDIO_RUN_FOLDER';

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

/** Where everything that one run writes lies. */
export class RunFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get runId(): string {
    return this.path.split(/[\\/]/).at(-1) ?? '';
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes JSON in one step: a reader in another process sees the old file or the new one, never half of it. */
  write(name: string, content: unknown): void {
    // Tabs: the record of a soak is deep, and by two spaces a level it would be a fifth larger.
    this.writeText(name, `${JSON.stringify(content, undefined, '\t')}\n`);
  }

  writeText(name: string, text: string): void {
    const path = this.file(name);
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}.draft`;
    writeFileSync(draft, text);
    renameSync(draft, path);
  }

  /** Reads JSON back; undefined when the file is not there. */
  read<T>(name: string): T | undefined {
    try {
      return JSON.parse(readFileSync(this.file(name), 'utf8')) as T;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }
}

/** An id that sorts by time and says what ran: `2026-11-23T09-30-00-smoke-a1b2`. */
export function newRunId(scenario: string, now: Date, random: number): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  return `${time}-${scenario}-${Math.floor(random * 0x10000)
    .toString(16)
    .padStart(4, '0')}`;
}

/** Points `<reports>/latest` at the run: a link where the system has them, otherwise a file with the path. */
export function pointLatestAt(reportsFolder: string, run: RunFolder): void {
  const latest = join(reportsFolder, 'latest');
  rmSync(latest, { force: true, recursive: true });
  try {
    symlinkSync(resolve(run.path), latest, 'dir');
  } catch {
    writeFileSync(latest, `${resolve(run.path)}\n`);
  }
}
