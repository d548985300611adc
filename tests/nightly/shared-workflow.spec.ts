import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { sharedRun } from '../../scripts/ci/shared-run.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { RunFolder } from '../../src/record/run-folder.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { PROJECT } from '../made/listed-tests.ts';
import { projectFiles } from '../made/project-files.ts';
import { type StartedCommand, startCommand } from '../made/started-command.ts';
import { filled, jobOf, type Step, workflowOf } from '../made/workflows.ts';
import { test } from '../suite/suite-test.ts';

const workflow = workflowOf('load-test-run.yaml');
/** Of each condition whether it holds, for two segments that no pull request asked for. */
const CONDITIONS: Readonly<Record<string, boolean>> = {
  '': true,
  'always()': true,
  'inputs.segments == 1': false,
  'always() && inputs.segments == 1': false,
  "always() && inputs.segments == 1 && github.event_name == 'pull_request'": false,
  "always() && github.event_name == 'pull_request'": false,
};
/** They are there already. */
const INSTALLS = ['npm ci', 'npm run browser'];
/** The start script, preflight and sign-in take less than this. */
const START_IN = '60s';
const GIVEN = {
  'inputs.scenario': 'smoke',
  'inputs.environment': 'staging',
  'inputs.start_in': START_IN,
  'inputs.vus': '',
  'inputs.duration': '30s',
  'secrets.TEST_USERNAME': '',
  'secrets.TEST_PASSWORD': '',
};

/** The steps of a job that run a command here, after GitHub's own and what installs. */
function stepsOf(job: string, commands: readonly string[]): Step[] {
  const steps = (jobOf(workflow, job).steps ?? []).filter(({ run, if: condition = '' }) => {
    const holds = CONDITIONS[condition];
    if (holds === undefined) throw new Error(`found no value of the condition ${condition}`);
    return holds && run !== undefined && !INSTALLS.includes(run);
  });
  expect(steps.map(({ run }) => run)).toEqual(commands);
  return steps;
}

const started: StartedCommand[] = [];
// A test that ended early leaves no load behind.
test.afterEach(() => {
  for (const { child } of started) child.kill();
});

/** A runner with a checkout of its own, in which the steps of a job run as GitHub runs them. */
class Runner {
  readonly folder: string;

  constructor(name: string) {
    this.folder = test.info().outputPath(name);
    for (const path of projectFiles()) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      cpSync(join(PROJECT, path), join(this.folder, path), { preserveTimestamps: true });
    }
    symlinkSync(join(PROJECT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  async run({ run = '', env = {} }: Step, values: Readonly<Record<string, string>>) {
    const { DESK_BROWSER = '', PATH = '' } = process.env;
    const variables = Object.entries({ ...workflow.env, ...env });
    const command = startCommand(
      'bash',
      ['-e', '-c', run],
      {
        ...Object.fromEntries(variables.map(([name, text]) => [name, filled(text, { ...GIVEN, ...values })])),
        PATH: `${join(PROJECT, 'node_modules/.bin')}${delimiter}${PATH}`,
        DESK_BROWSER,
        // No journeys: two browsers would be the load of a machine of two cores.
        JOURNEYS: 'none',
        CI: 'true',
        GITHUB_OUTPUT: join(this.folder, 'output'),
        GITHUB_STEP_SUMMARY: join(this.folder, 'summary'),
      },
      { cwd: this.folder },
    );
    started.push(command);
    return { code: await command.ended, printed: command.printed() };
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }
}

/** What the action that uploads and the one that downloads do: links become what they point at. */
function handOver(from: Runner, to: Runner, artifact: string): void {
  cpSync(join(from.folder, 'reports'), join(to.folder, 'segments', artifact), {
    recursive: true,
    dereference: true,
  });
}

test('the steps of the workflow, as written, make one judged run of two segments, and an invalid one of the first alone', async ({
  sandbox,
}) => {
  const { parts } = sharedRun({ scenario: 'smoke', environment: 'staging', segments: 2 }, '');
  const starter = new Runner('start');
  const [start = {}] = stepsOf('start', ['node scripts/ci/choose-start.ts >> "$GITHUB_OUTPUT"']);
  const [scenario = {}] = stepsOf('run', ['./scripts/ci/run-scenario.sh']);
  const [restore = {}, merge = {}, keep = {}] = stepsOf('merge', [
    'npm run history -- restore kept reports',
    'npm run merge -- segments/*/runs/*',
    'npm run history -- keep kept reports',
  ]);
  const runners = parts.map(({ artifact }) => new Runner(artifact));
  const merger = new Runner('merge');
  expect((await starter.run(start, {})).code).toBe(0);
  const [, startAt = ''] = /^START_AT=(\S+)$/m.exec(starter.read('output')) ?? [];

  const ended = await Promise.all(
    parts.map(({ segment }, index) =>
      runners[index]?.run(scenario, {
        'matrix.part.segment': segment,
        'needs.start.outputs.START_AT': startAt,
        'inputs.base_url || vars.BASE_URL': sandbox.url,
      }),
    ),
  );
  for (const [index, result] of ended.entries()) {
    expect(result?.code, result?.printed).toBe(0);
    expect(runners[index]?.read('summary')).toContain('measured, not judged');
  }

  for (const [index, { artifact }] of parts.entries()) handOver(runners[index] ?? starter, merger, artifact);
  expect((await merger.run(restore, {})).printed).toContain('nothing was kept yet');
  const merged = await merger.run(merge, {});
  expect(merged.code, merged.printed).toBe(0);
  expect(merger.read('summary')).toContain('passed: smoke in staging');
  const run = new RunFolder(join(merger.folder, 'reports/latest'));
  const record = run.read<RunRecord>(RUN_FILES.summary);
  expect(record).toMatchObject({ outcome: 'pass', vus: 10, environment: 'staging' });
  expect(record?.segments).toHaveLength(2);
  expect((await merger.run(keep, {})).printed).toContain(`kept ${record?.runId}`);

  rmSync(join(merger.folder, 'segments', parts[1]?.artifact ?? ''), { recursive: true });
  writeFileSync(join(merger.folder, 'summary'), '');
  const alone = await merger.run(merge, {});
  expect(alone.code, alone.printed).toBe(3);
  expect(merger.read('summary')).toContain('segment 2 of 2 is missing');
});
