import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** So many files `src/report` may have, its styles and scripts included: above it, merge what belongs together. */
export const MOST_REPORT_FILES = 70;

const ROOT = resolve(import.meta.dirname, '../..');

/** The files of the project as git knows them, new ones included, by their path in the repository. */
export function projectFiles(): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .trimEnd()
    .split('\n')
    .filter((path) => existsSync(resolve(ROOT, path)));
}
