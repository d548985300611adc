import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');

/**
 * What the figures of a run come from: the suite, its target, and what starts both. Pages of the lab are not among it; the
 * suite's own reports are, since which of its files have no part in a figure is for nobody to keep a list of. What a case of
 * a proof asks for is in the run's order: see `orderHash`.
 */
export const MAKES_RUNS: readonly string[] = [
  'src',
  'lanes',
  'fixtures',
  'thresholds',
  'environments',
  'sandbox',
  'contract',
  'tests/traffic.spec.ts',
  'tests/api',
  'tests/journeys',
  'playwright.config.ts',
  'package-lock.json',
  'lab/real-runs',
  'lab/calibration/tolerance.ts',
  'lab/calibration/undelayed.ts',
  'lab/shared/exact-percentile.ts',
  'lab/shared/free-port.ts',
  'lab/shared/free-sandbox.ts',
  'lab/shared/next-message.ts',
  'lab/shared/server-process.ts',
  'lab/prove/prove-cases.ts',
  'lab/prove/proven-run.ts',
];

/**
 * A hash of the code that makes runs, as it is on the disk: runs of different code are never counted together. Unlike a
 * commit it knows changes that are not committed, and stays the same when only a page has changed.
 *
 * @param project folder that has these files
 * @param parts files and folders in it, all by default
 * @throws Error when one of them is missing
 */
export function runCode(project = PROJECT, parts: readonly string[] = MAKES_RUNS): string {
  const hash = createHash('sha256');
  for (const file of parts.flatMap((part) => filesOf(project, part)))
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(project, file)))
      .update('\n');
  return hash.digest('hex').slice(0, 12);
}

let atStart: string | undefined;

/** {@link runCode} as it was when this process first asked: it judges the runs that it did, whatever changed since. */
export function runCodeAtStart(): string {
  atStart ??= runCode();
  return atStart;
}

function filesOf(project: string, part: string): string[] {
  if (statSync(join(project, part)).isFile()) return [part];
  return readdirSync(join(project, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(project.length + 1))
    .sort();
}
