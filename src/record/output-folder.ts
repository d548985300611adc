import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import { takeFreeLock } from '../base/process-lock.ts';
import { SuiteError } from '../base/suite-error.ts';

/** A smoke with its report takes about 10 MB. A run that fills the last megabytes would end in want of the rest. */
const LEAST_FREE_BYTES = 32 * 1024 * 1024;
const PROBE_BYTES = 64 * 1024;
/** Playwright empties its output folder whenever it starts, so it gets one that nobody else uses. */
const PLAYWRIGHT_FOLDER = 'playwright-work';
/** In a folder that the suite may empty. */
const MARKER = '.made-by-desk-studio';
const PLAYWRIGHT_FOLDER_VARIABLE = 'DESK_STUDIO_PLAYWRIGHT_FOLDER';

/**
 * Makes the folder for runs and reports if it is missing, and checks that it can be used: that it is a folder, can be
 * written to, and has room for a run. Quick also where the folder cannot be made.
 *
 * @throws SuiteError (OUTPUT_UNUSABLE) that says what is wrong with it
 */
export function checkOutputFolder(path: string): void {
  // Lists of folders are separated by it, also the one that Allure is given.
  if (path.includes(delimiter))
    throw unusable(path, `a ${JSON.stringify(delimiter)} in its name`, 'a path without it');
  tryOut(path, () => {
    makeFolder(path);
    makeFolder(join(path, 'runs'));
    const { blocks, bavail, bsize } = statfsSync(path);
    // Some file systems do not say how large they are.
    if (blocks > 0 && bavail * bsize < LEAST_FREE_BYTES)
      throw unusable(path, `${Math.floor((bavail * bsize) / 1024 / 1024)} MB of free space`);
    const probe = join(path, `.probe-${process.pid}`);
    try {
      writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
    } finally {
      rmSync(probe, { force: true });
    }
  });
}

/**
 * The folder that Playwright may empty and write to, below the folder for runs and reports. Processes that run at the same
 * time get one each; the workers of a process share its folder.
 *
 * @throws SuiteError (OUTPUT_UNUSABLE) when a folder of its name is there that the suite did not make
 */
export function playwrightFolder(outputFolder: string, env: NodeJS.ProcessEnv): string {
  const given = env[PLAYWRIGHT_FOLDER_VARIABLE];
  if (env.TEST_WORKER_INDEX !== undefined && given !== undefined) return given;
  const folder = join(outputFolder, PLAYWRIGHT_FOLDER);
  const taken = tryOut(outputFolder, () => {
    makeFolder(folder, { mode: 0o700 });
    const there = readdirSync(folder);
    if (there.length > 0 && !there.includes(MARKER))
      throw unusable(
        outputFolder,
        `a folder ${PLAYWRIGHT_FOLDER} in it that the suite did not make`,
        'another folder, or that one moved away: the suite would empty it',
      );
    writeFileSync(
      join(folder, MARKER),
      'The performance suite of Desk Studio made this folder, and empties it.\n',
    );
    return takeFirstFree(folder);
  });
  env[PLAYWRIGHT_FOLDER_VARIABLE] = taken;
  return taken;
}

/** The process holds its folder until it ends. */
function takeFirstFree(folder: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(folder, String(number));
    if (takeFreeLock(`${path}.lock`) !== undefined) return path;
  }
}

/** Does something with the folder for runs and reports, and says in one line why it cannot be done. */
export function tryOut<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SuiteError) throw error;
    throw unusable(path, foundBy(error));
  }
}

const FOUND: Readonly<Record<string, string>> = {
  EEXIST: 'a file in the place of a folder',
  ENOTDIR: 'a file in the place of a folder',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'a read-only file system',
  ENOENT: 'a place where no folder can be made',
  ENOSPC: 'no free space',
  EDQUOT: 'no free space within the quota',
  ENAMETOOLONG: 'a name that is too long',
};

function foundBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const known = FOUND[code];
  return known === undefined ? (error.message.split('\n')[0] ?? '') : `${known} (${code})`;
}

const USABLE = `a folder that this user can write to, with at least ${LEAST_FREE_BYTES / 1024 / 1024} MB of free space`;

function unusable(path: string, found: string, right = USABLE): SuiteError {
  return new SuiteError('OUTPUT_UNUSABLE', {
    checked: `the folder for runs and reports (OUTPUT_DIR), ${JSON.stringify(path)}`,
    found,
    right,
  });
}
