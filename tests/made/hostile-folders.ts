import { join, resolve } from 'node:path';

/** A command that has to end before anything starts, with one line. */
export interface HostileRow {
  readonly id: string;
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly expectedExit: number;
  readonly expectedLine: RegExp;
}

/** Folders that nobody can keep runs in, on Linux, whoever the user is. */
const UNUSABLE: readonly [id: string, folder: string, found: string][] = [
  ['A025', resolve(import.meta.dirname, '../../package.json'), 'a file in the place of a folder'],
  ['A152', '/proc/nope', 'a place where no folder can be made'],
  ['A153', '/sys/nope', 'no permission to write there|a read-only file system'],
  ['A263', '/dev/full/x', 'a file in the place of a folder'],
  ['A270', join('/tmp', 'a:b'), 'a ":" in its name'],
];

/** Runs whose output folder cannot be used. */
export const HOSTILE_FOLDERS: readonly HostileRow[] = UNUSABLE.map(([id, folder, found]) => ({
  id,
  command: `run smoke development --output-dir ${folder}`,
  env: { OUTPUT_DIR: folder },
  expectedExit: 1,
  expectedLine: new RegExp(
    `^\\[OUTPUT_UNUSABLE\\] checked: the folder for runs and reports \\(OUTPUT_DIR\\), "${folder}"\\. Found: (${found})`,
  ),
}));
