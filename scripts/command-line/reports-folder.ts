import { resolve } from 'node:path';
import { loadEnvFile } from '../../src/settings/env-file.ts';
import { readSetting } from '../../src/settings/read-settings.ts';

/** The flag that names the folder for runs, for `parseArgs`. */
export const OUTPUT_DIR_FLAG = { 'output-dir': { type: 'string' } } as const;

/**
 * Where the runs are that a command is about: the folder of `--output-dir`, else that of OUTPUT_DIR. A relative flag starts
 * at the caller's folder, which npm passes on. Takes the variables of `.env` into this process, OUTPUT_DIR among them.
 */
export function reportsFolder(flag: string | undefined, env: NodeJS.ProcessEnv): string {
  loadEnvFile(resolve(import.meta.dirname, '../..'));
  return flag === undefined ? readSetting(env, 'outputFolder') : resolve(env.INIT_CWD ?? process.cwd(), flag);
}
