import { basename } from 'node:path';
import type { FullProject } from '@playwright/test';
import type { Suite, TestRun } from '@playwright/test/reporter';
import { closest } from '../../base/closest.ts';
import { SuiteError } from '../../base/suite-error.ts';
import { mistakesInJourneys } from '../../record/journeys-wanted.ts';
import { processTables } from '../../record/process-settings.ts';
import { UNLOADED_PROJECTS } from '../../record/run-plan.ts';
import { settingsError } from '../../settings/mistakes.ts';
import type { Settings } from '../../settings/settings.ts';
import { titleAlone } from '../../traffic/plan/round-title.ts';
import type { RunToPrepare } from '../look-at-target.ts';
import { namedFiles } from './refuse-options.ts';

/**
 * Which run the selected tests make up; undefined when they are only tests of the suite itself.
 *
 * @param asked the projects that were asked for
 * @param argv the command line of Playwright
 * @throws SuiteError when they belong to two runs (two loads at once would measure each other), or when no test is left
 *   of a run that was asked for
 */
export function selectedRun(
  suite: Suite,
  asked: readonly Pick<FullProject, 'name'>[],
  argv: readonly string[],
): Pick<RunToPrepare, 'scenario' | 'lanes'> | undefined {
  const runProjects: readonly string[] = [...Object.keys(processTables().scenarios), ...UNLOADED_PROJECTS];
  const projects = suite.suites.filter(({ title }) => runProjects.includes(title));
  const withTests = projects.filter((project) => project.allTests().length > 0);
  const [project, second] = withTests;
  if (project === undefined) {
    if (asked.length > 0 && asked.every(({ name }) => runProjects.includes(name)))
      throw nothingSelected(asked, argv);
    return undefined;
  }
  if (second !== undefined) {
    throw new SuiteError('BAD_SETTING', {
      checked: 'the projects to run',
      found: withTests.map(({ title }) => title).join(', '),
      right: 'one of them at a time, e.g. --project=smoke: two loads at once would measure each other',
    });
  }
  const files = project.suites.filter((file) => file.allTests().length > 0);
  return {
    scenario: project.title,
    lanes: files.map(laneOf),
  };
}

function nothingSelected(asked: readonly Pick<FullProject, 'name'>[], argv: readonly string[]): SuiteError {
  const { journeys, scenarios } = processTables();
  const lanes = asked.every(({ name }) => name in scenarios) ? ['traffic', ...journeys.keys()] : [];
  const wrong = namedFiles(argv).filter((word) => !lanes.includes(word));
  const [meant] = wrong.flatMap((word) => closest(basename(word).replace(/\.spec\.ts.*$/, ''), lanes, 1));
  const likely = meant === undefined ? '' : `${meant}, most likely, or else `;
  return new SuiteError('BAD_OPTION', {
    checked: 'which tests of the run are selected (--grep, file names, JOURNEYS)',
    found: `none of the project ${asked.map(({ name }) => name).join(', ')}`,
    right: `${likely}the name of a lane or a part of a title; --list shows them all`,
  });
}

/**
 * Takes the journeys out of a run that JOURNEYS does not name.
 *
 * @throws SuiteError (BAD_SETTING) when it names a journey that does not exist
 */
export function leaveOutJourneys(
  suite: Suite,
  testRun: Pick<TestRun, 'exclude'>,
  wanted: Settings['journeys'],
): void {
  if (wanted === 'all' || wanted === 'auto') return;
  const known = [...processTables().journeys.keys()];
  const named = wanted === 'none' ? [] : wanted;
  const [mistake] = mistakesInJourneys(wanted, known);
  if (mistake !== undefined) throw settingsError([mistake]);
  excludeLanes(suite, testRun, (lane) => known.includes(lane) && !named.includes(lane));
}

/** Takes lanes out of the selected scenario, so that Playwright does not run them. */
export function excludeLanes(
  suite: Suite,
  testRun: Pick<TestRun, 'exclude'>,
  isLeftOut: (lane: string) => boolean,
): void {
  const scenarios = Object.keys(processTables().scenarios);
  for (const project of suite.suites.filter(({ title }) => scenarios.includes(title)))
    for (const file of [...project.suites]) if (isLeftOut(laneOf(file))) testRun.exclude(file);
}

/** Corrects the titles of rounds in a run without traffic, before any reporter has read them. */
export function nameRoundsAlone(suite: Suite): void {
  for (const test of suite.allTests()) test.title = titleAlone(test.title);
}

/** The file that declares the lane, not the one that a helper's call of test() stands in. */
export function laneOf({ title }: Suite): string {
  return basename(title, '.spec.ts');
}
