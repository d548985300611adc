import { RunFolder } from './src/record/run-folder.ts';
import { allureConfig } from './src/report/allure/config.ts';
import { readRunView } from './src/view/run-view.ts';

// `npm run report` names the run by these; Allure hands nothing else to its config.
const { ALLURE_RUN_FOLDER: folder, ALLURE_RUN_HISTORY: history } = process.env;
if (folder === undefined || history === undefined) {
  throw new Error(
    'allurerc: found no run in ALLURE_RUN_FOLDER and ALLURE_RUN_HISTORY; right would be to make reports by "npm run report"',
  );
}

export default allureConfig(readRunView(new RunFolder(folder)), history);
