import { checkMaxVus, checkNeeds, type Reading, type SettingsCheck } from './contradictions.ts';
import { type Mistake, settingsError } from './mistakes.ts';
import type { Setting } from './setting.ts';
import { SETTING_ENTRIES, type Secrets, type SettingKey, type Settings, settingRow } from './settings.ts';

export interface ReadOptions {
  /** The flag that made a setting, without its dashes; undefined for one that its variable made. */
  readonly flagOf?: (key: SettingKey) => string | undefined;
  /** Checks that need more than the settings, such as the catalogue of operations. */
  readonly checks?: readonly SettingsCheck[];
}

/** The settings as far as they can be used, and everything that is wrong with the others. */
export interface CollectedSettings {
  readonly values: Partial<Settings>;
  readonly mistakes: readonly Mistake[];
}

/** Reads all settings but the secrets, each from its variable. No secret is in a mistake. */
export function collectSettings(env: NodeJS.ProcessEnv, options: ReadOptions = {}): CollectedSettings {
  const { flagOf, checks = [] } = options;
  const mistakes: Mistake[] = [];
  const values: Record<string, unknown> = {};
  const reading: Reading = {
    values,
    isMade: (key) => textOf(settingRow(key), env) !== undefined,
    shown: (key) => shownText(settingRow(key), env),
    complain: (key, found, right) => {
      const flag = flagOf?.(key);
      mistakes.push({ name: flag === undefined ? settingRow(key).name : `--${flag}`, found, right });
    },
  };
  for (const [key, row] of SETTING_ENTRIES) {
    if (row.secret) continue;
    const value = readRow(row, env);
    if (value.success) values[key] = value.data;
    else reading.complain(key, reading.shown(key), row.kind.right);
  }
  for (const check of [checkNeeds, checkMaxVus, ...checks]) check(reading);
  return { values, mistakes };
}

/** @throws SuiteError (BAD_SETTING) that names every mistake, if there is one */
export function checkedSettings(values: Partial<Settings>, mistakes: readonly Mistake[]): Settings {
  const [first, ...others] = mistakes;
  if (first !== undefined) throw settingsError([first, ...others]);
  return values as Settings;
}

/**
 * Reads all settings but the secrets, each from its variable.
 * @throws SuiteError (BAD_SETTING) that names every mistake; no secret is in it
 */
export function readSettings(env: NodeJS.ProcessEnv, options: ReadOptions = {}): Settings {
  const { values, mistakes } = collectSettings(env, options);
  return checkedSettings(values, mistakes);
}

/**
 * Reads one setting, for a command that needs no other.
 * @throws SuiteError (BAD_SETTING) when its text cannot be used
 */
export function readSetting<Key extends keyof Settings>(env: NodeJS.ProcessEnv, key: Key): Settings[Key] {
  const row = settingRow(key);
  const value = readRow(row, env);
  if (!value.success)
    throw settingsError([{ name: row.name, found: shownText(row, env), right: row.kind.right }]);
  return value.data as Settings[Key];
}

/** Reads the secrets. Each hides itself when it is printed; none is refused, whatever it is. */
export function readSecrets(env: NodeJS.ProcessEnv): Secrets {
  const secrets = SETTING_ENTRIES.filter(([, row]) => row.secret);
  return Object.fromEntries(secrets.map(([key, row]) => [key, readRow(row, env).data])) as unknown as Secrets;
}

function readRow(row: Setting, env: NodeJS.ProcessEnv) {
  const text = textOf(row, env) ?? row.default;
  return text === undefined ? ({ success: true, data: undefined } as const) : row.kind.schema.safeParse(text);
}

/** The text of a setting that was made; an empty one counts as not made, since pipelines tend to pass it. */
function textOf(
  { name, secret }: Pick<Setting, 'name' | 'secret'>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const text = secret ? env[name] : env[name]?.trim();
  return text === '' ? undefined : text;
}

/** Whether a variable counts as not set, also one that is no setting of the suite: it is empty, or has blanks and is no secret. */
export function isEmptyVariable(name: string, env: NodeJS.ProcessEnv): boolean {
  const [, row = { name }] = SETTING_ENTRIES.find(([, each]) => each.name === name) ?? [];
  return textOf(row, env) === undefined;
}

function shownText(row: Setting, env: NodeJS.ProcessEnv): string {
  if (row.secret) return 'a secret (not shown)';
  const text = textOf(row, env) ?? '';
  return row.kind.shown?.(text) ?? JSON.stringify(text);
}
