import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { parseAllDocuments } from 'yaml';
import { commandsOf, jobOf, workflowOf } from '../../made/workflows.ts';

interface GitLabJob {
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly after_script?: readonly string[];
  readonly rules?: readonly { readonly if: string }[];
  readonly stage?: string;
  readonly extends?: string;
  readonly parallel?: string;
  readonly when?: string;
  readonly variables?: object;
  readonly resource_group?: string;
  readonly trigger?: { readonly include: readonly { readonly local: string; readonly inputs: object }[] };
  readonly cache?: readonly { readonly key: unknown; readonly paths: readonly string[] }[];
  readonly artifacts?: object;
}

const FOLDER = 'deploy/gitlab';
const QUEUE = 'load-tests-$ENVIRONMENT';
const RUNNERS = '$[[ inputs.segments ]]';
const oneRun = workflowOf('load-test-run.yaml');

const read = (name: string) => readFileSync(resolve(import.meta.dirname, '../../..', FOLDER, name), 'utf8');

/** The jobs of a template, below the header that names its inputs. */
function jobs<T extends string>(name: string): Record<T, GitLabJob> {
  return parseAllDocuments(read(name)).at(-1)?.toJS();
}

function inputs(name: string): object {
  return parseAllDocuments(read(name))[0]?.toJS().spec.inputs;
}

function commands({ before_script = [], script = [], after_script = [] }: GitLabJob): string[] {
  return [...before_script, ...script, ...after_script];
}

const whole = jobs<'load-tests'>('load-tests.gitlab-ci.yml')['load-tests'];
const shared = jobs<'shared-load-test'>('shared-load-tests.gitlab-ci.yml')['shared-load-test'];
const parts = jobs<'.suite' | 'start' | 'segment' | 'merge'>('segments.gitlab-ci.yml');

test('the template for GitLab runs the same scripts with the same queue and history as the workflow', () => {
  expect(commands(whole)).toEqual([
    'npm ci --cache .npm --prefer-offline',
    'npm run history -- restore kept reports',
    './scripts/ci/run-scenario.sh',
    'npm run history -- keep kept reports',
  ]);
  const ofWorkflow = commandsOf(jobOf(oneRun, 'run'));
  for (const command of commands(whole).slice(1)) expect(ofWorkflow).toContain(command);
  expect(whole.resource_group).toBe(QUEUE);
  expect(jobOf(workflowOf('load-tests.yaml'), 'run').concurrency?.group).toContain('load-tests-');
  expect(whole.cache?.map(({ paths }) => paths)).toEqual([['.npm'], ['kept']]);
  expect(whole.artifacts).toMatchObject({ when: 'always', paths: ['reports'] });
  for (const when of [
    'load daily at 03:00 UTC',
    'stress on Sundays',
    'spike monthly',
    'soak every two weeks',
  ])
    expect(read('load-tests.gitlab-ci.yml').replaceAll('\n# ', ' ')).toContain(when);
});

test('a pipeline on GitLab is a run on one runner or a shared one, and both wait in the queue of the environment', () => {
  expect(whole.rules?.at(-1)?.if).toBe('$SCENARIO && $ENVIRONMENT && $SHARED != "true"');
  expect(shared.rules).toEqual([{ if: '$SCENARIO && $ENVIRONMENT && $SHARED == "true"' }]);
  expect(shared.resource_group).toBe(QUEUE);
  expect(shared.trigger).toEqual({
    include: [{ local: `${FOLDER}/segments.gitlab-ci.yml`, inputs: { segments: RUNNERS } }],
    // It holds its place in the queue until the segments are merged, and their jobs know SCENARIO and ENVIRONMENT.
    strategy: 'depend',
    forward: { pipeline_variables: true },
  });
  for (const { resource_group } of Object.values(parts)) expect(resource_group).toBeUndefined();
  expect(Object.keys(inputs('segments.gitlab-ci.yml'))).toEqual(['segments']);
  expect(inputs('shared-load-tests.gitlab-ci.yml')).toMatchObject({
    segments: { type: 'number', default: 2 },
  });
});

test('on GitLab the segments begin at the moment that the first job chose, and each writes to a folder of its own', () => {
  const { start, segment } = parts;
  expect(start.script).toEqual([
    'node scripts/ci/choose-runs.ts',
    'node scripts/ci/choose-start.ts > start.env',
  ]);
  expect(start.variables).toEqual({ RUNNERS });
  expect(start.artifacts).toEqual({ reports: { dotenv: 'start.env' } });
  expect(segment.parallel).toBe(RUNNERS);
  const [command = ''] = segment.script ?? [];
  expect(command).toContain('SEGMENT="$CI_NODE_INDEX/$CI_NODE_TOTAL" ');
  expect(command).toContain('OUTPUT_DIR="segments/$CI_NODE_INDEX" ');
  expect(command).toMatch(/ \.\/scripts\/ci\/run-scenario\.sh$/);
  expect(segment.artifacts).toMatchObject({ when: 'always', paths: ['segments'] });
  expect([start, segment, parts.merge].map(({ stage }) => stage)).toEqual(['start', 'segments', 'merge']);
});

test('the merge on GitLab runs what that of the workflow does, also after a failed segment, with the history of other runs', () => {
  const { merge } = parts;
  expect(commands(merge)).toEqual(
    commandsOf(jobOf(oneRun, 'merge')).filter((each) => /history|merge/.test(each)),
  );
  expect(merge.when).toBe('always');
  expect(merge.cache?.at(-1)).toEqual(whole.cache?.at(-1));
  expect(merge.artifacts).toEqual(whole.artifacts);
  for (const job of [parts.segment, merge]) expect(job.extends).toBe('.suite');
  expect(parts['.suite'].before_script).toEqual(whole.before_script?.slice(0, 1));
});
