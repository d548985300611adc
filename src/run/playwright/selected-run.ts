import { basename } from 'node:path';
import type { Suite } from '@playwright/test/reporter';
import { SuiteError } from '../../base/suite-error.ts';
import { type RunPlan, UNLOADED_PROJECTS } from '../../record/run-plan.ts';
import { SCENARIO_NAMES } from '../../verdict/thresholds/thresholds.ts';

const RUN_PROJECTS: readonly string[] = [...SCENARIO_NAMES, ...UNLOADED_PROJECTS];

/** What was asked for on the command line, as far as it is a run. */
export interface SelectedRun {
  readonly scenario: RunPlan['scenario'];
  /** Lanes by the name of their spec file: `traffic`, `login`, `deals` … */
  readonly lanes: readonly string[];
}

/**
 * Which run the selected tests make up; undefined when they are only tests of the suite itself.
 * @throws SuiteError when they belong to two runs: two loads at once would measure each other
 */
export function selectedRun(suite: Suite): SelectedRun | undefined {
  const projects = suite.suites.filter(({ title }) => RUN_PROJECTS.includes(title));
  const withTests = projects.filter((project) => project.allTests().length > 0);
  const [project, second] = withTests;
  if (project === undefined) return undefined;
  if (second !== undefined) {
    throw new SuiteError('BAD_SETTING', {
      checked: 'the projects to run',
      found: withTests.map(({ title }) => title).join(', '),
      right: 'one of them at a time, e.g. --project=smoke: two loads at once would measure each other',
    });
  }
  // The file that declares the lane, not the one that a helper's call of test() stands in.
  const files = project.suites.filter((file) => file.allTests().length > 0);
  return {
    scenario: project.title as RunPlan['scenario'],
    lanes: files.map(({ title }) => basename(title, '.spec.ts')),
  };
}
