import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ALL_RUNS, writeAllRuns } from '../src/all-runs/all-runs.ts';
import { printedError } from '../src/base/suite-error.ts';
import { outliveReaders } from '../src/base/terminal.ts';
import { findBrowser } from '../src/browser/find-browser.ts';
import { takeLatestFrom } from '../src/record/find-run.ts';
import { reportCommand } from '../src/record/next-command.ts';
import { RUN_FILES } from '../src/record/run-files.ts';
import { newRunId, RUN_ID_VARIABLE, RUN_PARENT_VARIABLE, RunFolder } from '../src/record/run-folder.ts';
import { EXIT_CODES } from '../src/record/run-record.ts';
import { generateReport } from '../src/report/allure/report.ts';
import { cutShort } from '../src/run/cut-short.ts';
import { stoppingLine } from '../src/run/stopping-line.ts';
import { loadEnvFile } from '../src/settings/env-file.ts';
import { beginCommand, type RunCommand } from './command-line/begin-command.ts';
import { isBrowserKnown, noteBrowser } from './command-line/known-browser.ts';
import { runChild } from './command-line/run-child.ts';
import { openInBrowser } from './open-in-browser.ts';

// The part of run-load-tests.sh that has the pinned Node and the packages. Exit codes: docs/exit-codes.md.

const PROJECT = resolve(import.meta.dirname, '..');
/** Rows of the live display, with one to spare. */
const LIVE_DISPLAY_ROWS = 13;
const BROWSER_NOTE = join(PROJECT, 'node_modules/.cache/desk-studio/browser.json');

outliveReaders();
process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const cwd = process.cwd();
    // Relative paths in variables start at the project's folder, as they do in the run itself.
    process.chdir(PROJECT);
    loadEnvFile(PROJECT);
    const command = beginCommand(process.argv.slice(2), process.env, cwd, {
      say: console.log,
      warn: console.error,
    });
    if (typeof command === 'number') return command;
    // The list of processes shows the arguments of this one, which may have a password among them.
    if (command.hidesArguments) process.title = 'run-load-tests';
    if (command.needsBrowser && !(await browserIsThere(command))) return EXIT_CODES['could not run'];
    return await runAndReport(command);
  } catch (error) {
    console.error(printedError(error));
    return EXIT_CODES['could not run'];
  }
}

async function browserIsThere({ env, settings }: RunCommand): Promise<boolean> {
  if (isBrowserKnown(BROWSER_NOTE, settings.browser)) return true;
  const code = await runChild(join(PROJECT, 'scripts/provide-browser.ts'), [], { env, cwd: PROJECT });
  const browser = code === 0 ? findBrowser({ wished: settings.browser }) : undefined;
  if (browser !== undefined) noteBrowser(BROWSER_NOTE, browser);
  return code === 0;
}

/** Tells Playwright's list of tests to leave the live display its place, on a terminal. */
function roomForList(isCi: boolean): NodeJS.ProcessEnv {
  const { isTTY, columns = 100, rows = 40 } = process.stdout;
  if (!isTTY || isCi) return {};
  return { PLAYWRIGHT_FORCE_TTY: `${columns}x${Math.max(4, rows - LIVE_DISPLAY_ROWS)}` };
}

async function runAndReport(command: RunCommand): Promise<number> {
  const { scenario, env, settings, open, passedOn } = command;
  const { ci, outputFolder } = settings;
  const runId = newRunId(scenario, new Date(), Math.random());
  const run = new RunFolder(join(outputFolder, 'runs', runId));
  const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');
  const say = (line: string) => console.log(line);
  const code = await runChild(playwright, ['test', `--project=${scenario}`, ...passedOn], {
    env: {
      ...env,
      ...roomForList(ci),
      [RUN_ID_VARIABLE]: runId,
      [RUN_PARENT_VARIABLE]: String(process.pid),
    },
    cwd: PROJECT,
    onStopping: () => say(stoppingLine(run)),
    onKilled: (signal, isByUser) => console.error(cutShort(run, isByUser ? 'a second Ctrl-C' : signal)),
  });

  // A run that was ended before it began has not given it back.
  if (!existsSync(run.place(RUN_FILES.plan))) takeLatestFrom(run, outputFolder);
  // The run has its result: nothing that happens to the report may change the code.
  process.once('SIGINT', () => process.exit(code));
  if (run.read(RUN_FILES.summary) === undefined || !command.makesReport) return code;
  console.log(`Summary: ${run.place(RUN_FILES.summary)}`);
  try {
    const page = await generateReport(run, outputFolder);
    // It has a link to this report now.
    writeAllRuns(outputFolder, say);
    console.log(`Report:  ${pathToFileURL(page).href}`);
    console.log(`All runs: ${pathToFileURL(join(outputFolder, ALL_RUNS)).href}`);
    if (open && !ci) openInBrowser(page, say);
    else if (process.stdout.isTTY === true && !ci) console.log(`To open it: ${reportCommand(run)} --open`);
  } catch (error) {
    console.error(`The report could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
  return code;
}
