import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { closest } from '../base/closest.ts';
import { SuiteError } from '../base/suite-error.ts';
import { RUN_FILES } from './run-files.ts';
import { isRunId, pointedAt, RunFolder } from './run-folder.ts';

/** The ids of all runs in a folder of reports, the newest first: an id begins with the time. */
export function runIds(reportsFolder: string): string[] {
  const runs = join(reportsFolder, 'runs');
  return existsSync(runs) ? readdirSync(runs).filter(isRunId).sort().reverse() : [];
}

/**
 * The folder of the last run, as `latest` points at it. Where it points at none, for example since the folder was moved or
 * `latest` is something else, the run that began last.
 *
 * @returns undefined when there was none yet
 */
export function latestRun(reportsFolder: string): RunFolder | undefined {
  const runs = join(reportsFolder, 'runs');
  const pointed = pointedAt(reportsFolder);
  const moved = pointed === undefined ? [] : [pointed, join(runs, basename(pointed))];
  const path = moved.find((each) => existsSync(each)) ?? runIds(reportsFolder).map((id) => join(runs, id))[0];
  return path === undefined ? undefined : new RunFolder(path);
}

/**
 * The run that a person names.
 *
 * @param name id of a run, or `latest`
 * @throws SuiteError naming the closest ids when there is no such run
 */
export function namedRun(reportsFolder: string, name: string): RunFolder {
  const runs = join(reportsFolder, 'runs');
  // A folder that a person has renamed is still found by its name.
  const ids = existsSync(runs) ? readdirSync(runs).sort() : [];
  const found =
    name === 'latest' ? latestRun(reportsFolder) : ids.includes(name) && new RunFolder(join(runs, name));
  if (found instanceof RunFolder) return found;
  throw new SuiteError('BAD_SETTING', {
    checked: `the run ${JSON.stringify(name)} in ${runs}`,
    found: ids.length === 0 ? 'no run at all' : `${ids.length} runs, none of that id`,
    right:
      ids.length === 0
        ? 'a run first, e.g. ./scripts/run-load-tests.sh smoke development'
        : `latest, or an id such as ${closest(name, ids).join(', ')}`,
  });
}

/**
 * The runs to merge, each named by its folder (as it was brought over from another machine) or by its id.
 *
 * @throws SuiteError when there are fewer than two, or one of them is no run
 */
export function runFolders(reportsFolder: string, names: readonly string[]): [RunFolder, ...RunFolder[]] {
  const [first, ...others] = names.map((name) =>
    existsSync(join(name, RUN_FILES.summary)) ? new RunFolder(resolve(name)) : namedRun(reportsFolder, name),
  );
  if (first !== undefined && others.length > 0) return [first, ...others];
  throw new SuiteError('BAD_SETTING', {
    checked: 'the runs to merge',
    found: `${names.length} of them`,
    right: 'two or more folders of runs, e.g. npm run report -- --merge machine-a/2026-… machine-b/2026-…',
  });
}
