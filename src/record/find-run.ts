import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { attempt } from '../base/attempt.ts';
import { closest } from '../base/closest.ts';
import { SuiteError } from '../base/suite-error.ts';
import { RUN_FILES } from './run-files.ts';
import { isRunId, pointedAt, pointLatestAt, RunFolder } from './run-folder.ts';
import { UNRECORDED } from './run-plan.ts';

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
  const path = moved.find((each) => existsSync(each)) ?? recordable(reportsFolder)[0]?.path;
  return path === undefined ? undefined : new RunFolder(path);
}

/** Takes `<reports>/latest` from a run that never started: it points at the last run that began, or is gone. */
export function takeLatestFrom(run: RunFolder, reportsFolder: string): void {
  attempt(() => {
    // Another run may have taken it since.
    if (pointedAt(reportsFolder) !== resolve(run.path)) return;
    const [before] = earlierRuns(reportsFolder, run.runId).filter((each) => hasOneOf(each, BEGUN));
    if (before === undefined) rmSync(join(reportsFolder, 'latest'));
    else pointLatestAt(reportsFolder, before);
  });
}

/** The runs that began to measure, the newest first: not those that were refused before, and none that never has a record. */
export function begunRuns(reportsFolder: string): RunFolder[] {
  return recordable(reportsFolder).filter((each) => hasOneOf(each, BEGUN));
}

/** The runs before that one which can have a record, the newest first. */
function earlierRuns(reportsFolder: string, id: string): RunFolder[] {
  return recordable(reportsFolder).filter(({ runId }) => runId < id);
}

/** What ran, as an id says it between the time and four digits. */
const NAME_IN_ID = /^.{19}-(.+)-.{4}$/;

/** The runs that can have a record, the newest first. */
function recordable(reportsFolder: string): RunFolder[] {
  return runIds(reportsFolder)
    .filter((each) => !UNRECORDED.includes(NAME_IN_ID.exec(each)?.[1] ?? ''))
    .map((each) => new RunFolder(join(reportsFolder, 'runs', each)));
}

function hasOneOf(folder: RunFolder, files: readonly string[]): boolean {
  return files.some((file) => existsSync(folder.place(file)));
}

/** What makes a folder the `latest` run, and where a line about folders that have none of it goes. */
export interface LatestWanted {
  /** The folder has one of these files. */
  readonly files: readonly string[];
  readonly say: (line: string) => void;
}

/** A run that came to its end. */
const RECORDED = [RUN_FILES.summary];
/** A run that began to measure: one that was killed gets its summary later. */
export const BEGUN = [RUN_FILES.summary, RUN_FILES.plan];

/**
 * The last run that left what is wanted. A run that never started, for example since its target was not reachable, is
 * passed over, and one line names it.
 *
 * @returns undefined when no run left it
 */
function latestWith(reportsFolder: string, { files, say }: LatestWanted): RunFolder | undefined {
  const last = latestRun(reportsFolder);
  if (last === undefined) return undefined;
  const all = [last, ...earlierRuns(reportsFolder, last.runId)];
  const index = all.findIndex((each) => hasOneOf(each, files));
  const found = all[index];
  if (found === undefined || index === 0) return found;
  const skipped = all.slice(0, index).map(({ runId }) => runId);
  say(`Skipped ${skipped.join(', ')}, which left no ${files.join(' and no ')}: the latest is ${found.runId}`);
  return found;
}

/**
 * The run that a person names.
 *
 * @param name id of a run, or `latest`
 * @throws SuiteError naming the closest ids, or the newest where none is close, when there is no such run
 */
export function namedRun(
  reportsFolder: string,
  name: string,
  wanted: LatestWanted = { files: RECORDED, say: console.error },
): RunFolder {
  const runs = join(reportsFolder, 'runs');
  // A folder that a person has renamed is still found by its name.
  const ids = existsSync(runs) ? readdirSync(runs).sort() : [];
  const found =
    name === 'latest'
      ? latestWith(reportsFolder, wanted)
      : ids.includes(name) && new RunFolder(join(runs, name));
  if (found instanceof RunFolder) return found;
  const near = closest(name, ids);
  throw new SuiteError('BAD_SETTING', {
    checked: `the run ${JSON.stringify(name)} in ${runs}`,
    found: foundInstead(name, ids.length, wanted),
    right:
      ids.length === 0 || name === 'latest'
        ? 'a run first, e.g. ./scripts/run-load-tests.sh smoke development'
        : `latest, or an id such as ${(near.length > 0 ? near : ids.slice(-3)).join(', ')}`,
  });
}

function foundInstead(name: string, count: number, { files }: LatestWanted): string {
  if (count === 0) return 'no run at all';
  return name === 'latest'
    ? `${count} runs, none with ${files.join(' or ')}`
    : `${count} runs, none of that id`;
}

/**
 * The segments to merge, each named by its folder (as it was brought over from another machine) or by its id. A folder of a
 * segment that never began, for example since its target was not reachable, is passed over, and one line names it: to the
 * others it is missing.
 *
 * @throws SuiteError when none is left, or one of the names is not a run
 */
export function runFolders(
  reportsFolder: string,
  names: readonly string[],
  say: (line: string) => void,
): [RunFolder, ...RunFolder[]] {
  const [first, ...others] = names.flatMap((name) => segmentFolders(reportsFolder, name, say));
  if (first !== undefined) return [first, ...others];
  throw notMergeable(names.length === 0 ? 'none of them' : 'none that began');
}

function segmentFolders(reportsFolder: string, name: string, say: (line: string) => void): RunFolder[] {
  const folder = new RunFolder(resolve(name));
  if (hasOneOf(folder, BEGUN)) return [folder];
  if (existsSync(folder.path) && isRunId(folder.runId)) {
    say(`Passed over ${name}: it holds no run that began`);
    return [];
  }
  // A shell leaves a pattern that fits nothing as it is.
  if (basename(name) !== name && !existsSync(name)) throw notMergeable(`no folder ${name}`);
  return [namedRun(reportsFolder, name, { files: BEGUN, say })];
}

function notMergeable(found: string): SuiteError {
  return new SuiteError('BAD_SETTING', {
    checked: 'the segments to merge',
    found,
    right: 'the folders of all segments of a run, e.g. npm run merge -- machine-a/2026-… machine-b/2026-…',
  });
}
