import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { messageOf } from '../base/attempt.ts';
import { settingsError } from './mistakes.ts';
import { isEmptyVariable } from './read-settings.ts';

/** What ENV_FILE is when it names no file. */
export const NO_ENV_FILE = 'none';

/**
 * Takes the variables of a `.env` file into this process, as Node reads such files. A variable that is set already wins, and
 * an empty one counts as not set. To be called once, by whatever begins a command: processes that it starts inherit the
 * variables.
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
    // Not process.loadEnvFile: it takes an empty variable for one that is set.
    for (const [name, text] of Object.entries(parseEnv(readFileSync(path, 'utf8'))))
      if (isEmptyVariable(name, process.env)) process.env[name] = text;
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
