import { pathToFileURL } from 'node:url';
import { messageOf } from '../src/base/attempt.ts';
import { parseFlags } from '../src/base/parse-flags.ts';
import { printedError } from '../src/base/suite-error.ts';
import { runFolders } from '../src/record/find-run.ts';
import type { RunFolder } from '../src/record/run-folder.ts';
import { EXIT_CODES } from '../src/record/run-record.ts';
import { generateReport } from '../src/report/allure/report.ts';
import { mergeRuns } from '../src/run/merge/merge-runs.ts';
import { OUTPUT_DIR_FLAG, reportsFolder } from './command-line/reports-folder.ts';

// `npm run merge`: makes one run of the segments of a run, with one summary, one report and one set of exports, judged once.
// Exit code: that of the whole run's outcome; 1 when there is nothing to merge.

/** Makes Allure's page of the run. Where that fails the run has its exit code all the same. */
async function sayReport(run: RunFolder, reports: string): Promise<void> {
  try {
    console.log(`Report: ${pathToFileURL(await generateReport(run, reports)).href}`);
  } catch (error) {
    console.error(`The report could not be made: ${messageOf(error)}`);
  }
}

const USAGE =
  'Usage: npm run merge -- <folder or run id of each segment>… [--output-dir DIR]   ' +
  '(the merged run goes to OUTPUT_DIR, default reports)';

try {
  const { values, positionals } = parseFlags({
    allowPositionals: true,
    options: { ...OUTPUT_DIR_FLAG, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) console.log(USAGE);
  else {
    const folder = reportsFolder(values['output-dir'], process.env);
    const say = (line: string) => console.log(line);
    const place = { reportsFolder: folder, env: process.env, say };
    const { outcome, summary, folder: run } = mergeRuns(runFolders(folder, positionals, say), place);
    console.log(`${summary}\nThe run: ${run.path}`);
    process.exitCode = EXIT_CODES[outcome];
    await sayReport(run, folder);
  }
} catch (error) {
  console.error(printedError(error));
  process.exitCode = 1;
}
