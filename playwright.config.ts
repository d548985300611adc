import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type Project } from '@playwright/test';
import { journeySteps } from './fixtures/all-journeys.ts';
import { writeMissingLanes } from './lanes/journeys/lane-files.ts';
import { printedError } from './src/base/suite-error.ts';
import { outliveReaders } from './src/base/terminal.ts';
import { findBrowser } from './src/browser/find-browser.ts';
import { launchOptions } from './src/browser/launch-options.ts';
import { checkOutputFolder, playwrightFolder } from './src/record/output-folder.ts';
import { keepBrowser, processSettings, processTables } from './src/record/process-settings.ts';
import { CHECK, SPREAD } from './src/record/run-plan.ts';
import { alwaysConduct } from './src/run/playwright/always-conduct.ts';
import { mapOnlyOwnFrames } from './src/run/playwright/plain-stacks.ts';
import { checkAnythingChosen, checkDisplay, checkProjects } from './src/run/playwright/refuse-options.ts';
import { loadEnvFile, NO_ENV_FILE } from './src/settings/env-file.ts';

/** These specs of ours. A glob would be looked for in the whole path: a clone in a folder called `unit` has them all there. */
const specs = (below: string) => new RegExp(`^${TESTS}/${below}\\.spec\\.ts$`);
const TESTS = RegExp.escape(join(import.meta.dirname, 'tests'));

/** The projects that are no scenarios. */
const otherProjects: Project[] = [
  // One burst at a time: two would measure each other.
  { name: 'baseline', testMatch: specs('api/[^/]+'), workers: 1, timeout: 120_000 },
  // Lighthouse audits, one page at a time; a machine-wide lock keeps other audits away.
  { name: 'lighthouse', testMatch: specs('lighthouse/[^/]+'), workers: 1, timeout: 600_000 },
  { name: 'unit', testMatch: specs('unit/.+'), workers: 3, timeout: 60_000 },
  // Real processes, browsers and sockets over time, which two workers on a small machine leave room for. The slowest of them take
  // 14 s on two cores, and a minute on a machine that is four times slower.
  { name: 'integration', testMatch: specs('integration/.+'), workers: 2, timeout: 120_000 },
  { name: 'contract', testMatch: specs('contract/[^/]+'), workers: 2, timeout: 120_000 },
  // Whole runs of which no time is judged: after the others, and two of them wait side by side. On a busy machine a run may be invalid,
  // so its test has the time for three.
  {
    name: 'side-by-side',
    testMatch: specs('side-by-side/[^/]+'),
    workers: 2,
    timeout: 600_000,
    dependencies: ['unit', 'integration', 'contract'],
  },
  // Whole runs that are judged, which need the machine for themselves: last, one at a time.
  {
    name: 'suite',
    testMatch: specs('suite/[^/]+'),
    workers: 1,
    timeout: 180_000,
    dependencies: ['side-by-side'],
  },
  // Each operation, flow and journey once, without load.
  { name: CHECK, testMatch: specs('check'), workers: 1, timeout: 120_000 },
  // Commands with something wrong, of which no time is judged: two go on at once.
  { name: 'hostile', testMatch: specs('hostile/.+'), fullyParallel: true, workers: 2, timeout: 240_000 },
  // Every scenario of the guide, twice: a quarter of an hour, so it is not among the tests of each change.
  { name: 'nightly', testMatch: specs('nightly/.+'), workers: 1, timeout: 1_800_000 },
];

const isMainProcess = process.env.TEST_WORKER_INDEX === undefined;
/** The suite's own tests must depend on no file of a developer; what they start inherits this. */
const OWN_TESTS = ['unit', 'integration', 'contract', 'side-by-side', 'suite', 'hostile', 'nightly'];
if (OWN_TESTS.some((name) => process.argv.includes(`--project=${name}`))) {
  process.env.ENV_FILE = NO_ENV_FILE;
  // They start the suite more than a hundred times, of which compiling it anew would be a third.
  process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'desk-studio-compile-cache');
}
if (isMainProcess) outliveReaders();
else mapOnlyOwnFrames();
const { settings, tables, outputDir, browser } = await checkSettings();

if (isMainProcess) writeMissingLanes(tables.journeys.keys());

/** A project for each scenario of the tables. Its lanes are the traffic, and the journeys that are measured under it. */
const scenarios: Project[] = Object.keys(tables.scenarios).map((name) => ({
  name,
  testMatch: specs('(?:traffic|journeys/[^/]+)'),
  // To the end of the name: `@load` must not take the tests of `@load-test` too.
  grep: new RegExp(`@${name}(?![\\w-])`),
  timeout: 0,
  // A trace changes the figures: a round records one more visit of its own when it needs one (docs/journeys.md).
  use: { trace: 'off', screenshot: settings.traces === 'none' ? 'off' : 'only-on-failure' },
}));

export default defineConfig({
  testDir: 'tests',
  outputDir,
  // Each lane of a scenario is a worker of its own; nothing is measured twice to look better.
  workers: 1 + tables.journeys.size,
  retries: 0,
  fullyParallel: false,
  // They print. Whatever is chosen instead (`--reporter`), the conductor begins and ends the run.
  reporter: [
    ['./src/report/live/live-reporter.ts'],
    ['list', { printSteps: false }],
    ['./src/report/text/tally-reporter.ts'],
    ...alwaysConduct(process.env),
  ],
  use: {
    ...(browser !== undefined && { launchOptions: launchOptions({ executablePath: browser }) }),
  },
  projects: [...scenarios, ...otherProjects],
});

/** Reports what is wrong with the settings, the tables, the folder for runs or the browser once, before each file that uses them would report it again. */
async function checkSettings() {
  try {
    if (isMainProcess) loadEnvFile(import.meta.dirname);
    const settings = processSettings();
    // Playwright and other packages take any text for a yes.
    if (!settings.ci) delete process.env.CI;
    const tables = processTables(await knownToTables());
    if (isMainProcess) {
      checkOutputFolder(settings.outputFolder);
      checkDisplay(process.argv, process.env);
      const names = [...Object.keys(tables.scenarios), ...otherProjects.flatMap(({ name }) => name ?? [])];
      checkProjects(process.argv, names);
      checkAnythingChosen(process.argv, names);
    }
    if (isMainProcess) keepBrowser(findBrowser({ wished: settings.browser }));
    // The workers load this file too. They take the browser that was found: asked for its version by each of them, it may not
    // answer in time on a busy machine.
    const { browser } = processSettings();
    return { settings, tables, browser, outputDir: playwrightFolder(settings.outputFolder, process.env) };
  } catch (error) {
    console.error(printedError(error));
    process.exit(1);
  }
}

/** What the tables have to agree with. Workers need not load all journeys to check it once more. */
async function knownToTables() {
  if (!isMainProcess) return {};
  // Runs of `npm run spread` have a name of their own, too.
  const projects = [...otherProjects.map(({ name }) => name ?? ''), SPREAD];
  return { projects, journeySteps: await journeySteps() };
}
