import { FOLDER, TEXT, wholeNumber } from '../kinds.ts';
import type { SettingRows } from '../setting.ts';

/** What the suite needs on this machine, whatever the target is. */
export const SUITE_ROWS = {
  thresholdsFolder: {
    name: 'THRESHOLDS_DIR',
    kind: FOLDER,
    meaning: 'folder with the tables of limits: global, operations, sockets, scenarios, journeys, lighthouse',
    otherwise: "the project's `thresholds`",
    example: '/etc/desk-studio/thresholds',
    readBy: 'src/record',
  },
  browser: {
    name: 'DESK_BROWSER',
    kind: TEXT,
    meaning: 'full path of the Chromium or Chrome of the journeys',
    otherwise: "Playwright's own Chromium, else one of the system",
    example: '/usr/bin/chromium',
    readBy: 'playwright.config.ts',
  },
  lighthouseRuns: {
    name: 'LIGHTHOUSE_RUNS',
    kind: wholeNumber(1, 25),
    // Lighthouse's advice: the median of five is twice as steady as a single run.
    default: '5',
    meaning:
      'how often `--project=lighthouse` audits each page; the median run is judged ([Lighthouse](lighthouse.md))',
    example: '3',
    readBy: 'lanes/audits',
  },
  terminalType: {
    name: 'TERM',
    kind: TEXT,
    meaning: 'set by the terminal; with `dumb` there is a line now and then instead of a live display',
    otherwise: 'a live display on every terminal',
    example: 'dumb',
    readBy: 'src/base/terminal.ts',
  },
  noColor: {
    name: 'NO_COLOR',
    kind: TEXT,
    meaning: 'with any text the live display has no colours; Node itself reads it',
    otherwise: 'colours on a terminal that has them',
    example: '1',
    readBy: 'scripts/command-line',
  },
} as const satisfies SettingRows;
