import { pathToFileURL } from 'node:url';
import { writeAllRuns } from '../src/all-runs/all-runs.ts';
import { parseFlags } from '../src/base/parse-flags.ts';
import { printedError, SuiteError } from '../src/base/suite-error.ts';
import { BEGUN, namedRun } from '../src/record/find-run.ts';
import type { RunFolder } from '../src/record/run-folder.ts';
import { EXIT_CODES } from '../src/record/run-record.ts';
import { generateReport } from '../src/report/allure/report.ts';
import { finishRun, isCutShort } from '../src/run/finish-run.ts';
import { OUTPUT_DIR_FLAG, reportsFolder } from './command-line/reports-folder.ts';
import { openInBrowser } from './open-in-browser.ts';

// `npm run report`: generates the Allure report of a run, and prints its address. A run whose main process was killed gets its summary first. Exit code 0: the report exists. 1: it does not. A run
// that was finished here: that of its outcome.

const USAGE =
  'Usage: npm run report [-- <run id> | latest] [--open]   ' +
  '(runs are in OUTPUT_DIR, default reports; --output-dir DIR names another folder)';

try {
  const { values, positionals } = parseFlags({
    allowPositionals: true,
    options: {
      ...OUTPUT_DIR_FLAG,
      open: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
  } else {
    const [name = 'latest', ...others] = positionals;
    if (others.length > 0)
      throw new SuiteError('BAD_SETTING', {
        checked: 'the runs to report on',
        found: `${positionals.length} of them`,
        right: 'one; `npm run merge` makes one run of segments',
      });
    const outputFolder = reportsFolder(values['output-dir'], process.env);
    const run = namedRun(outputFolder, name, { files: BEGUN, say: console.error });
    const path = await reportOn(run, outputFolder);
    writeAllRuns(outputFolder, (line) => console.log(line));
    console.log(`Report: ${pathToFileURL(path).href}`);
    if (values.open === true) openInBrowser(path, (line) => console.log(line));
  }
} catch (error) {
  console.error(printedError(error));
  process.exitCode = 1;
}

async function reportOn(run: RunFolder, reportsFolder: string): Promise<string> {
  if (isCutShort(run)) {
    const say = (line: string) => console.log(line);
    process.exitCode = EXIT_CODES[finishRun(run, { reportsFolder, env: process.env, say })];
  }
  return generateReport(run, reportsFolder);
}
