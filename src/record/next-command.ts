import { dirname, resolve } from 'node:path';
import { type Settings, settingRow } from '../settings/settings.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunPlan } from './run-plan.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

/** The command that makes the report of a run, as it can be typed in any shell. */
export function reportCommand(run: RunFolder): string {
  return `npm run report -- ${run.runId}${outputDirFlag(run)}`;
}

/**
 * What a command needs to reach the target of a run that was given an address: the flag with a blank before it. The next
 * command's shell may have no BASE_URL.
 */
export function baseUrlFlag({ baseUrl }: Pick<Settings, 'baseUrl'>): string {
  return baseUrl === undefined ? '' : ` --base-url ${baseUrl}`;
}

/** The command that starts a run again and registers its test user, which the target does not know. */
export function registerCommand(
  { scenario, environment }: Pick<RunPlan, 'scenario' | 'environment'>,
  settings: Pick<Settings, 'baseUrl' | 'allowTarget'>,
): string {
  const allowed =
    settings.allowTarget === undefined ? '' : ` --allow-target ${settings.allowTarget.join(',')}`;
  return `./scripts/run-load-tests.sh ${scenario} ${environment}${baseUrlFlag(settings)}${allowed} --register-test-user`;
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
