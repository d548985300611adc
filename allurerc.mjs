import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allureConfig } from './src/report/allure-config.ts';

// `npm run report` names the run by these; Allure hands nothing else to its config.
const { ALLURE_RUN_FOLDER: folder, ALLURE_RUN_HISTORY: history } = process.env;
if (folder === undefined || history === undefined) {
  throw new Error(
    'allurerc: found no run in ALLURE_RUN_FOLDER and ALLURE_RUN_HISTORY; right would be to make reports by "npm run report"',
  );
}

export default allureConfig(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')), history);
