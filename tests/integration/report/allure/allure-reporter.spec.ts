import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { RUN_FOLDER_VARIABLE } from '../../../../src/record/run-folder.ts';

const REPORTER = resolve(import.meta.dirname, '../../../../src/report/allure/allure-reporter.ts');
const playwright = dirname(createRequire(import.meta.url).resolve('@playwright/test'));
const testModule = JSON.stringify(pathToFileURL(join(playwright, 'index.mjs')).href);

interface Result {
  readonly name: string;
  readonly fullName: string;
  readonly titlePath: readonly string[];
  readonly status: string;
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly { readonly name: string }[];
}

/** Runs a project with one journey and one failing traffic under the reporter; gives what Allure would read. */
function runProject(runFolder: string | undefined): Result[] {
  const project = test.info().outputPath('project');
  mkdirSync(join(project, 'tests/journeys'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(project, name), text);
  write(
    'playwright.config.mts',
    `export default { testDir: 'tests', outputDir: 'out', reporter: [[${JSON.stringify(REPORTER)}]],
  projects: [{ name: 'smoke' }] };`,
  );
  const spec = (body: string) => `import { test } from ${testModule};\n${body}\n`;
  write('tests/journeys/create-deal.spec.mts', spec("test('create deal, round 1 of 1', () => {});"));
  write('tests/traffic.spec.mts', spec("test('traffic', () => { throw new Error('too slow'); });"));
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env[RUN_FOLDER_VARIABLE];
  if (runFolder !== undefined) env[RUN_FOLDER_VARIABLE] = runFolder;
  const { status, stderr } = spawnSync(process.execPath, [join(playwright, 'cli.js'), 'test'], {
    cwd: project,
    env,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(1);
  const results = join(runFolder ?? project, 'allure-results');
  if (!existsSync(results)) return [];
  return readdirSync(results)
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')) as Result);
}

test("the results of a run lie in its own folder, under the suite's names", () => {
  const results = runProject(test.info().outputPath('run'));
  const journey = results.find(({ name }) => name === 'create deal, round 1 of 1');
  expect(results).toHaveLength(2);
  expect(journey).toMatchObject({
    fullName: 'journeys/create-deal.spec.mts › create deal, round 1 of 1',
    status: 'passed',
  });
  expect(journey?.titlePath[0]).toBe('smoke');
  expect(journey?.labels).toContainEqual({ name: 'suite', value: 'deals' });
  expect(journey?.labels).toContainEqual({ name: 'severity', value: 'critical' });
});

test("a failure is attached without Playwright's prompt for a language model", () => {
  const results = runProject(test.info().outputPath('run'));
  const traffic = results.find(({ name }) => name === 'traffic');
  expect(traffic?.status).toBe('failed');
  expect(traffic?.attachments.map(({ name }) => name)).toEqual([]);
});

test('tests outside of a run leave no results', () => {
  expect(runProject(undefined)).toEqual([]);
});
