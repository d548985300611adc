import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RunFolder } from '../run/run-folder.ts';
import { SuiteError } from '../run/suite-error.ts';
import { closestIds } from '../target/closest-ids.ts';

/** The folder of the last run, as `latest` points at it; undefined when there was none yet. */
export function latestRun(reportsFolder: string): RunFolder | undefined {
  const latest = join(reportsFolder, 'latest');
  if (!existsSync(latest)) return undefined;
  const path = statSync(latest).isDirectory() ? realpathSync(latest) : readFileSync(latest, 'utf8').trim();
  return new RunFolder(path);
}

/**
 * The run that a person names.
 *
 * @param name id of a run, or `latest`
 * @throws SuiteError naming the closest ids when there is no such run
 */
export function namedRun(reportsFolder: string, name: string): RunFolder {
  const runs = join(reportsFolder, 'runs');
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
        : `latest, or an id such as ${closestIds(name, ids).join(', ')}`,
  });
}
