import { FOLDER, TEXT, wholeNumber } from '../kinds.ts';
import { rowsWith, type SettingRows } from '../setting.ts';

const setting = rowsWith({ readBy: 'src/record' });

/** What the suite needs on this machine, whatever the target is. */
export const SUITE_ROWS = {
  thresholdsFolder: setting(
    'THRESHOLDS_DIR',
    FOLDER,
    'folder with the tables of limits: global, operations, sockets, scenarios, journeys, lighthouse, states, capacity',
    { otherwise: "the project's `thresholds`", example: '/etc/desk-studio/thresholds' },
  ),
  envFile: setting(
    'ENV_FILE',
    TEXT,
    'file with variables for this machine; those that are set already win; `none` for no file',
    {
      otherwise: '`.env` of the project, if there is one',
      example: '.env.staging',
      readBy: 'src/settings/env-file.ts',
    },
  ),
  browser: setting('DESK_BROWSER', TEXT, 'full path of the Chromium or Chrome of the journeys', {
    otherwise: "Playwright's own Chromium, else one of the system",
    example: '/usr/bin/chromium',
    readBy: 'playwright.config.ts',
  }),
  // Lighthouse's advice: the median of five is twice as steady as a single run.
  lighthouseRuns: setting(
    'LIGHTHOUSE_RUNS',
    wholeNumber(1, 25),
    'how often `--project=lighthouse` audits each page; the median run is judged ([Lighthouse](lighthouse.md))',
    { default: '5', example: '3', readBy: 'lanes/audits' },
  ),
  terminalType: setting(
    'TERM',
    TEXT,
    'set by the terminal; with `dumb` there is a line now and then instead of a live display',
    { otherwise: 'a live display on every terminal', example: 'dumb', readBy: 'src/base/terminal.ts' },
  ),
  noColor: setting('NO_COLOR', TEXT, 'with any text the live display has no colours; Node itself reads it', {
    otherwise: 'colours on a terminal that has them',
    example: '1',
    readBy: 'scripts/command-line',
  }),
} satisfies SettingRows;
