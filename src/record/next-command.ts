import { dirname, resolve } from 'node:path';
import { settingRow } from '../settings/settings.ts';
import type { RunFolder } from './run-folder.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

/** The command that makes the report of a run, as it can be typed in any shell. */
export function reportCommand(run: RunFolder): string {
  return `npm run report -- ${run.runId}${outputDirFlag(run)}`;
}

/**
 * What a command needs to find a run that is not in the project's own folder for runs: the flag with a blank before it. A
 * shell that read OUTPUT_DIR at the time of the run may be another one than the next command's.
 */
export function outputDirFlag({ path }: Pick<RunFolder, 'path'>): string {
  const folder = dirname(dirname(path));
  if (folder === resolve(PROJECT, settingRow('outputFolder').default ?? '')) return '';
  const quoted = /^[\w@%+=:,./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", `'\\''`)}'`;
  return ` --output-dir ${quoted}`;
}
