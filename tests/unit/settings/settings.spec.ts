import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { SETTING_ENTRIES } from '../../../src/settings/settings.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

test('no two settings share a variable or a flag', () => {
  const names = SETTING_ENTRIES.map(([, { name }]) => name);
  const flags = SETTING_ENTRIES.flatMap(([, { flag }]) => flag ?? []);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(flags).size).toBe(flags.length);
});

for (const [key, row] of SETTING_ENTRIES) {
  test(`${row.name} has a default or says what happens without, and both it and its example can be read`, () => {
    expect([row.default, row.otherwise].filter((each) => each !== undefined)).toHaveLength(1);
    for (const text of [row.default, row.example])
      if (text !== undefined)
        expect(row.kind.schema.safeParse(text.replaceAll("'", '')).success, text).toBe(true);
    if (row.flag !== undefined || row.secret === undefined) expect(row.example).toBeDefined();
  });

  test(`${row.name} is used where its row says`, () => {
    const used = new RegExp(`\\b(${key}|${row.name})\\b`);
    expect(sourcesAt(row.readBy).some((file) => used.test(readFileSync(file, 'utf8')))).toBe(true);
  });
}

/** Who may touch the variables of the process, and why. Everybody else takes values from src/settings. */
const MAY_READ: Readonly<Record<string, string>> = {
  'playwright.config.ts': 'knows a worker by a variable of Playwright',
  'src/settings/env-file.ts': 'sets the variables of a file',
  'src/record/process-settings.ts': 'reads the settings of a process, once',
  'src/record/run-folder.ts': 'tells the processes of a run where its folder is',
  'src/evidence/embedded-database.ts':
    "tells the processes of a run where the embedded Desk Studio's database is",
  'src/record/shared-secrets.ts': 'the key of a run, for the processes that its main process starts',
  'src/run/prepare-run.ts': 'looks for misspelt settings',
  'src/run/conduct-run.ts':
    "hands the variables of a CI system's job summary to the exports, and takes the number of its parent",
  'src/run/playwright/run-reporter.ts': 'adds to the options of Node that the workers are started with',
  'src/run/embedded-sandbox.ts': 'the sandbox reads its own settings',
  'src/report/allure/report.ts': 'starts a program',
  'src/report/live/live-reporter.ts': "reads the size that Playwright's list was given",
  'src/browser/find-browser.ts': 'folders of the system',
  'src/browser/install-steps.ts': 'folders of the system',
  'src/browser/run-step.ts': 'starts a program',
  'scripts/run-load-tests.ts': 'reads the settings of a command',
  'scripts/ci/choose-start.ts': 'reads what the workflow hands it, without packages',
  'scripts/capacity.ts': 'reads the settings of a command',
  'scripts/clean-up.ts': 'a command',
  'scripts/compare.ts': 'reads the settings of a command',
  'scripts/merge.ts': 'OUTPUT_DIR, and for the outputs of the merged run',
  'scripts/report.ts': 'reads the settings of a command',
  'scripts/provide-browser.ts': 'reads the settings of a command',
  'lab/audits/compare-audits.ts': 'reads the settings of a command',
  'lab/page-cost/measure-page-cost.ts': 'reads the settings of a command',
  'lab/bench/peers/artillery-processor.mjs': 'runs in a program of its own, without the settings',
  'lab/bench/peers/find-program.ts': 'folders of the system',
  'lab/bench/subjects/own-subjects.ts': 'adds to the options of Node that a program is started with',
  'lab/bench/run/run-command.ts': 'starts a program',
  'lab/hosts/run-segment.ts': 'starts a program',
  'lab/hosts/target-host.ts': 'starts a program',
  'lab/real-runs/run-suite.ts': 'starts a program',
};

test('only the files with a reason touch the variables of the process', () => {
  const files = ['src', 'lanes', 'fixtures', 'scripts', 'lab', 'playwright.config.ts'].flatMap(sourcesAt);
  const touching = files.filter((file) => /\bprocess\.env\b/.test(readFileSync(file, 'utf8')));
  expect(touching.map((file) => file.slice(ROOT.length + 1)).sort()).toEqual(Object.keys(MAY_READ).sort());
});

/** A file, or the sources below a folder; the table itself is left out. */
function sourcesAt(path: string): string[] {
  const place = join(ROOT, path);
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|js|sh)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('src/settings/table/'));
}
