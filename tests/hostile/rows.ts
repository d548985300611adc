import { COMMAND_ROWS } from './command-rows.ts';
import { FLAG_ROWS } from './flag-rows.ts';
import { FOLDER_ROWS } from './folder-rows.ts';
import type { HostileRow } from './hostile-row.ts';
import { MACHINE_ROWS } from './machine-rows.ts';
import { OPTION_ROWS } from './option-rows.ts';
import { SERVER_ROWS } from './server-rows.ts';
import { SETTING_ROWS } from './setting-rows.ts';
import { TABLE_ROWS } from './table-rows.ts';

/** The table of hostile inputs and faults, by subject. */
export const ROWS_BY_SUBJECT: Readonly<Record<string, readonly HostileRow[]>> = {
  flags: FLAG_ROWS,
  settings: SETTING_ROWS,
  folders: FOLDER_ROWS,
  tables: TABLE_ROWS,
  'the machine': MACHINE_ROWS,
  'options of Playwright': OPTION_ROWS,
  'other commands': COMMAND_ROWS,
  targets: SERVER_ROWS,
};

export const ROWS: readonly HostileRow[] = Object.values(ROWS_BY_SUBJECT).flat();
