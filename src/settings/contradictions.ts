import { type SettingKey, type Settings, settingRow } from './settings.ts';

/** What is known of the settings while they are checked. */
export interface Reading {
  /** The values that could be read; a setting whose text is wrong has none. */
  readonly values: Partial<Settings>;
  /** Whether the user made this setting, rightly or wrongly. */
  isMade(key: SettingKey): boolean;
  /** The text of a setting that was made, as a message may show it. */
  shown(key: SettingKey): string;
  /** Notes that a setting cannot be used. */
  complain(key: SettingKey, found: string, right: string): void;
}

/** A check of settings against each other, or against what only a higher floor knows. */
export type SettingsCheck = (reading: Reading) => void;

/** What a setting is of no use without. */
const NEEDS: Partial<Record<SettingKey, readonly SettingKey[]>> = {
  arrivalPattern: ['ratePerSecond'],
  maxVus: ['ratePerSecond'],
  segment: ['startAtMs'],
  startAtMs: ['segment'],
  metricsHost: ['metricsPort'],
  pushgatewayUsername: ['pushgatewayUrl', 'pushgatewayPassword'],
  pushgatewayPassword: ['pushgatewayUrl', 'pushgatewayUsername'],
};

/** Finds settings that need another one which was not made. */
export function checkNeeds({ isMade, shown, complain }: Reading): void {
  for (const [key, needs] of Object.entries(NEEDS) as [SettingKey, readonly SettingKey[]][]) {
    const missing = needs.filter((each) => !isMade(each)).map((each) => settingRow(each).name);
    if (isMade(key) && missing.length > 0)
      complain(key, shown(key), `set ${missing.join(' and ')} as well, or remove this setting`);
  }
}

/** Finds a MAX_VUS below VUS: the open model begins with VUS users. */
export function checkMaxVus({ values: { vus, maxVus }, complain }: Reading): void {
  if (vus !== undefined && maxVus !== undefined && maxVus < vus)
    complain('maxVus', JSON.stringify(String(maxVus)), `a whole number from ${vus} (VUS) to 1000000`);
}
