import { resolve } from 'node:path';
import { printedError } from '../src/base/suite-error.ts';
import { loadTables } from '../src/record/load-tables.ts';
import { namesOfRuns } from '../src/record/run-plan.ts';
import { cleanUpTarget } from '../src/run/clean-up-target.ts';
import { loadEnvFile } from '../src/settings/env-file.ts';
import { cleanUpResultLines, isClean } from './command-line/clean-up-result.ts';
import { CLEANUP_USAGE, readCleanup } from './command-line/read-cleanup.ts';

// `npm run cleanup`: removes what earlier and killed runs left on a target. Exit code 0: nothing is left that the API could
// remove, counted on the target. 1: something is, or it could not be looked at.

const PROJECT = resolve(import.meta.dirname, '..');

process.exitCode = await main();

async function main(): Promise<number> {
  const cwd = process.env.INIT_CWD ?? process.cwd();
  // Relative paths in variables start at the project's folder, as they do in a run.
  process.chdir(PROJECT);
  const abort = new AbortController();
  const say = (line: string) => console.log(`clean-up: ${line}`);
  try {
    loadEnvFile(PROJECT);
    const wish = readCleanup(process.argv.slice(2), process.env, cwd);
    if (wish === undefined) {
      process.stdout.write(CLEANUP_USAGE);
      return 0;
    }
    const { thresholdsFolder, ...asked } = wish;
    const scenarios = namesOfRuns(Object.keys(loadTables(thresholdsFolder).scenarios));
    process.once('SIGINT', () => {
      say('stopping; the same command goes on from here');
      abort.abort();
    });
    const result = await cleanUpTarget({ ...asked, scenarios, signal: abort.signal, say });
    if (result === undefined) {
      say(
        `nothing answers at ${asked.target.baseUrl}. The embedded Desk Studio ends with its run and takes all data with it: ` +
          'there is nothing to remove',
      );
      return 0;
    }
    for (const line of cleanUpResultLines(result, asked)) console.log(line);
    return isClean(result) ? 0 : 1;
  } catch (error) {
    console.error(printedError(error));
    return 1;
  }
}
