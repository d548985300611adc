import { distance } from 'fastest-levenshtein';
import { LEAST_SECRET_BYTES } from '../base/secrets/written-forms.ts';
import { SETTING_ENTRIES } from './settings.ts';

const NAMES = SETTING_ENTRIES.map(([, { name }]) => name);
/** Shorter names, such as RATE and TERM, are one letter away from too many variables that mean something else. */
const SHORTEST_CHECKED = 6;

/**
 * Variables that are most likely misspelt settings, each with the name that was meant. They are hints and not errors:
 * the environment is full of variables of other programs. So a name has to be one letter, two swapped letters or its
 * upper case away from that of a setting, and this setting must not be made.
 */
export function misspeltSettings(env: NodeJS.ProcessEnv): readonly string[] {
  const isMade = (name: string) => (env[name]?.trim() ?? '') !== '';
  return Object.keys(env)
    .filter((variable) => isMade(variable) && !NAMES.includes(variable))
    .flatMap((variable) => {
      const meant = NAMES.find((name) => isClose(variable.toUpperCase(), name) && !isMade(name));
      return meant === undefined ? [] : [`${variable} is not a setting; did you mean ${meant}?`];
    });
}

/**
 * Secrets that are too short to be masked, a line each: they would be found in words that are not secret. They are not
 * refused, since the target decides what it accepts.
 */
export function unmaskedSecrets(env: NodeJS.ProcessEnv): readonly string[] {
  return SETTING_ENTRIES.flatMap(([, { name, secret }]) => {
    const bytes = Buffer.byteLength(env[name] ?? '');
    if (secret !== true || bytes === 0 || bytes >= LEAST_SECRET_BYTES) return [];
    return [
      `${name} has fewer than ${LEAST_SECRET_BYTES} bytes: it is not masked in traces, attachments and reports. Use a longer one`,
    ];
  });
}

function isClose(variable: string, name: string): boolean {
  if (name.length < SHORTEST_CHECKED) return false;
  const edits = distance(variable, name);
  return edits <= 1 || (edits === 2 && sortedLetters(variable) === sortedLetters(name));
}

function sortedLetters(word: string): string {
  return [...word].sort().join('');
}
