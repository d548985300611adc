import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { SETTING_ENTRIES } from '../../../src/settings/settings.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** All that settings could be read in. */
const CODE = ['src', 'lanes', 'fixtures', 'scripts', 'playwright.config.ts']
  .flatMap(sourcesAt)
  .map(withoutComments);

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

  test(`${row.name} is read, and used where its row says`, () => {
    expect(CODE.some((text) => readsSetting(text, key, row.name))).toBe(true);
    const used = new RegExp(`\\b(${key}|${row.name})\\b`);
    expect(sourcesAt(row.readBy).some((file) => used.test(withoutComments(file)))).toBe(true);
  });
}

test('a word that is the name of a setting reads none', () => {
  const reads = (text: string) => readsSetting(text, 'accounts', 'ACCOUNTS');
  for (const text of [
    'const { accounts } = pool;',
    'plan.accounts.length',
    "type Wanted = Pick<Settings, 'vus'>; wish.accounts",
    "throw wrong('ACCOUNTS')",
  ])
    expect(reads(text), text).toBe(false);
  for (const text of [
    'run.settings.accounts',
    'processSettings().accounts',
    'const { vus, accounts: wanted = 1 } = run.settings;',
    'function plan({ accounts }: Settings) {}',
    "type Wanted = Pick<Settings, 'vus' | 'accounts'>; const { accounts } = wish;",
    "({ accounts, part = { of: 1 } }: Pick<Settings, 'accounts'>) => accounts",
    'env.ACCOUNTS',
    'const { ACCOUNTS, ...others } = env;',
  ])
    expect(reads(text), text).toBe(true);
});

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

/**
 * Whether a source reads a setting: as a member of settings or secrets, as a part that it takes out of them or of what it picks of
 * them, or as a variable of the process. That the same word is the name of something else does not count.
 */
function readsSetting(text: string, key: string, name: string): boolean {
  if (!text.includes(key) && !text.includes(name)) return false;
  const partOf = (word: string) => {
    const around = String.raw`(?:[^{}]|\{[^{}]*\})*`;
    return String.raw`\{${around}\b${word}\b${around}\}`;
  };
  const whole = String.raw`\w*(?:[sS]ettings|[sS]ecrets)`;
  const environment = String.raw`\w*(?:[eE]nv|environment)`;
  const picked = new RegExp(String.raw`Pick<\s*(?:Settings|Secrets),[^>]*'${key}'`);
  const used = new RegExp(String.raw`\.${key}\b|${partOf(key)}\s*[=:]`);
  const ways = [
    String.raw`\b${whole}(?:\(\))?\??\.${key}\b`,
    String.raw`${partOf(key)}\s*(?::[^=;(){}]+)?=\s*(?:\w+\.)*${whole}\b`,
    String.raw`${partOf(key)}: [\w&<>'| ]*\b(?:Settings|Secrets)\b`,
    String.raw`\b${environment}(?:\.${name}\b|\[['"]${name}['"]\])`,
    String.raw`${partOf(name)} = (?:process\.)?${environment}\b`,
  ];
  return ways.some((way) => new RegExp(way).test(text)) || (picked.test(text) && used.test(text));
}

/** The text of a file without what is written for its readers. */
function withoutComments(file: string): string {
  return readFileSync(file, 'utf8')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/^\s*(?:\/\/|# ).*$/gm, '');
}

/** A file, or the sources below a folder; the table itself is left out. */
function sourcesAt(path: string): string[] {
  const place = join(ROOT, path);
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|js|sh)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('src/settings/table/'));
}
