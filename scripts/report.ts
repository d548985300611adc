import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { namedRun, runFolders } from '../src/record/find-run.ts';
import { generateMergedReport, generateReport } from '../src/report/allure/report.ts';
import { readSetting } from '../src/settings/read-settings.ts';
import { openInBrowser } from './open-in-browser.ts';

// `npm run report`: generates the Allure report of a run, or one over runs of several machines, and prints where it is. Exit code 0: it is there. 1: it is not.

const USAGE =
  'Usage: npm run report [-- <run id> | latest] [--open], or npm run report -- --merge <folder of a run>… [--open]   ' +
  '(OUTPUT_DIR says where the runs are, default reports)';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { open: { type: 'boolean' }, merge: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    console.log(USAGE);
  } else {
    const [name = 'latest', ...others] = positionals;
    if (others.length > 0 && values.merge !== true)
      throw new Error(`found ${positionals.length} run ids, right would be one, or --merge before them`);
    const outputFolder = readSetting(process.env, 'outputFolder');
    const path =
      values.merge === true
        ? await generateMergedReport(runFolders(outputFolder, positionals), outputFolder)
        : await generateReport(namedRun(outputFolder, name), outputFolder);
    console.log(`Report: ${pathToFileURL(path).href}`);
    if (values.open === true) openInBrowser(path, (line) => console.log(line));
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message.startsWith('[') ? message : `report: ${message}. ${USAGE}`);
  process.exitCode = 1;
}
