import type { Setting, ValueOf } from './setting.ts';
import { EVIDENCE_ROWS } from './table/evidence-rows.ts';
import { METRICS_ROWS } from './table/metrics-rows.ts';
import { RUN_ROWS } from './table/run-rows.ts';
import { SUITE_ROWS } from './table/suite-rows.ts';
import { TARGET_ROWS } from './table/target-rows.ts';

/** The table of all settings, by subject: what reads the environment, the command line, the usage and the docs use. */
export const SETTINGS_BY_SUBJECT = {
  Run: RUN_ROWS,
  Target: TARGET_ROWS,
  Suite: SUITE_ROWS,
  Metrics: METRICS_ROWS,
  Evidence: EVIDENCE_ROWS,
} as const;

const SETTINGS = { ...RUN_ROWS, ...TARGET_ROWS, ...SUITE_ROWS, ...METRICS_ROWS, ...EVIDENCE_ROWS };

type Table = typeof SETTINGS;

/** The name of a setting in the code. */
export type SettingKey = keyof Table;

type SecretKey = {
  [Key in SettingKey]: Table[Key] extends { readonly secret: true } ? Key : never;
}[SettingKey];

/** The values of all settings but the secrets: plain data, which the plan in a run's folder keeps. */
export type Settings = { readonly [Key in Exclude<SettingKey, SecretKey>]: ValueOf<Table[Key]> };

/** The values of the secret settings. They stay in the environment and are read where they are needed. */
export type Secrets = { readonly [Key in SecretKey]: ValueOf<Table[Key]> };

/** All settings, each with its name in the code. */
export const SETTING_ENTRIES = Object.entries(SETTINGS) as readonly (readonly [SettingKey, Setting])[];

/** The row of one setting. */
export function settingRow(key: SettingKey): Setting {
  return SETTINGS[key];
}
