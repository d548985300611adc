import { delimiter } from 'node:path';
import { RunFolder } from './src/record/run-folder.ts';
import { allureConfig } from './src/report/allure/config.ts';
import { readRunView } from './src/view/run-view.ts';

// `npm run report` names the run by these, or the runs of several machines; Allure hands nothing else to its config.
const { ALLURE_RUN_FOLDER: folders, ALLURE_RUN_HISTORY: history } = process.env;
if (folders === undefined || history === undefined) {
  throw new Error(
    'allurerc: found no run in ALLURE_RUN_FOLDER and ALLURE_RUN_HISTORY; right would be to make reports by "npm run report"',
  );
}

const views = folders.split(delimiter).map((folder) => readRunView(new RunFolder(folder)));
export default allureConfig(views, history);
