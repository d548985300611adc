import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { RUN_FOLDER_VARIABLE } from '../../../../src/record/run-folder.ts';
import { VERDICTS_ATTACHMENT } from '../../../../src/report/allure/result-steps.ts';
import { smallRun } from '../../../made/small-run.ts';

const root = resolve(import.meta.dirname, '../../../..');
const playwright = dirname(createRequire(import.meta.url).resolve('@playwright/test'));
const source = (path: string) => JSON.stringify(pathToFileURL(join(root, path)).href);

/** As the conductor does it, for a run that turns out to be invalid at the end of its second test. */
const reporter = `
import AllureRunReporter from ${source('src/report/allure/allure-reporter.ts')};
import { UnjudgedFailures } from ${source('src/run/playwright/unjudged-failures.ts')};
export default class {
  allure = new AllureRunReporter();
  unjudged = new UnjudgedFailures();
  ended = 0;
  printsToStdio() { return false; }
  onBegin(...asked) { this.allure.onBegin(...asked); }
  onTestBegin(...begun) { this.allure.onTestBegin(...begun); }
  onTestEnd(test, result) {
    this.ended += 1;
    this.unjudged.note(test, result);
    if (this.ended === 2)
      for (const each of this.unjudged.takeBack('the clock was set')) this.allure.takeBack(each.test, each.result);
    this.allure.onTestEnd(test, result);
  }
  onEnd() { return this.allure.onEnd(); }
}
`;

/** A round whose limits are broken, then a burst that does its work. */
const spec = `
import { test } from ${JSON.stringify(pathToFileURL(join(playwright, 'index.mjs')).href)};
test('a round', () => {
  const body = Buffer.from(${JSON.stringify(JSON.stringify({ verdicts: smallRun().verdicts }))});
  test.info().attachments.push({ ...${JSON.stringify(VERDICTS_ATTACHMENT)}, body });
  const error = new Error('[LIMITS_BROKEN] 1 limit is broken: deals.create p95 30 ms');
  error.name = '';
  error.stack = error.message;
  throw error;
});
test('a burst', () => {});
`;

interface Step {
  readonly name: string;
  readonly status: string;
}

test('no output of an invalid run calls a limit broken, also where that was seen before the trouble came', () => {
  const project = test.info().outputPath('project');
  const folder = test.info().outputPath('run');
  mkdirSync(join(project, 'tests'), { recursive: true });
  writeFileSync(
    join(project, 'playwright.config.mts'),
    `export default { testDir: 'tests', reporter: [['list'], ['json', { outputFile: 'all.json' }], ['./reporter.mts']] };`,
  );
  writeFileSync(join(project, 'reporter.mts'), reporter);
  writeFileSync(join(project, 'tests/all.spec.mts'), spec);
  const env = { ...process.env, [RUN_FOLDER_VARIABLE]: folder };
  const { stdout, stderr } = spawnSync(process.execPath, [join(playwright, 'cli.js'), 'test'], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
  const line = '[MEASUREMENT_INVALID] the measurement is invalid: the clock was set. No limit is judged.';
  expect(stdout, stderr).toContain(line);
  expect(stdout).not.toContain('LIMITS_BROKEN');
  const json = readFileSync(join(project, 'all.json'), 'utf8');
  expect(json).toContain('MEASUREMENT_INVALID');
  expect(json).not.toContain('LIMITS_BROKEN');

  const results = join(folder, 'allure-results');
  const [round, ...others] = readdirSync(results)
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')))
    .filter(({ name }) => name === 'a round');
  expect(others).toEqual([]);
  expect(round.statusDetails.message).toBe(line);
  expect(JSON.stringify(round)).not.toContain('LIMITS_BROKEN');
  const steps = round.steps as readonly Step[];
  expect(steps.map(({ status }) => status)).toEqual(smallRun().verdicts.map(() => 'skipped'));
});
