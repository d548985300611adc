import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '../base/attempt.ts';
import { settingsError } from './mistakes.ts';

/** What ENV_FILE is when it names no file. */
export const NO_ENV_FILE = 'none';

/**
 * Takes the variables of a `.env` file into this process, as Node reads such files. A variable that is set already wins. To be
 * called once, by whatever begins a command: processes that it starts inherit the variables.
 *
 * @param project folder of the project, where `.env` is looked for unless ENV_FILE names another file
 * @throws SuiteError (BAD_SETTING) when the file of ENV_FILE cannot be read; a missing `.env` is not an error
 */
export function loadEnvFile(project: string): void {
  const named = process.env.ENV_FILE?.trim() ?? '';
  if (named === NO_ENV_FILE) return;
  const path = resolve(project, named === '' ? '.env' : named);
  if (named === '' && !existsSync(path)) return;
  try {
    process.loadEnvFile(path);
  } catch (error) {
    throw settingsError([
      {
        name: named === '' ? '.env' : 'ENV_FILE',
        found: messageOf(error),
        right: 'a readable file of lines such as NAME=value, or none',
      },
    ]);
  }
}
