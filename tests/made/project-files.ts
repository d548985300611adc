import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** So many files `src/report` may have, its styles and scripts included: above it, merge what belongs together. */
export const MOST_REPORT_FILES = 70;

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * The files of the project as git knows them, new ones included, by their path in the repository.
 *
 * @throws Error when git is missing, or when this is no clone
 */
export function projectFiles(): string[] {
  return listed()
    .trimEnd()
    .split('\n')
    .filter((path) => existsSync(resolve(ROOT, path)));
}

function listed(): string {
  // In containers the clone often belongs to another user, whom git does not trust unless told to.
  const trusted = ['-c', `safe.directory=${ROOT}`];
  try {
    return execFileSync('git', [...trusted, 'ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The suite's own tests ask git for the project's files. Install git, and run them in a clone. ${found}`,
    );
  }
}
