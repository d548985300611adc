import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { RunFolder } from '../../src/record/run-folder.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { type Cluster, type Container, podProcess } from '../made/pod-process.ts';
import { type PodUser, podUser } from '../made/pod-user.ts';
import { runCommand } from '../made/started-command.ts';
import { test } from '../suite/suite-test.ts';

interface Built {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly completions: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly [Container];
        readonly initContainers?: readonly { readonly name: string }[];
      };
    };
  };
}

const ROOT = resolve(import.meta.dirname, '../..');
const PROGRAM = join(import.meta.dirname, 'manifests');
const FOLDERS = ['base', 'overlays/staging', 'overlays/sandbox'];
/** Preflight and sign-in take less than this. */
const READY_MS = 60_000;
/** What the page's example adds to the Jobs, for results in object storage. */
const SIDECARS = { 'load-test-segments': 'upload', 'load-test-merge': 'download' };
const hasGo = spawnSync('go', ['version']).status === 0;

test.skip(!hasGo, 'Go is not installed: with the modules of Kubernetes it builds and decodes the manifests');

/** Builds a kustomization with kustomize and decodes its objects into the types of the API. */
async function build(folder: string): Promise<{ code: number | null; said: string; objects(): Built[] }> {
  const { code, printed } = await runCommand('go', ['-C', PROGRAM, 'run', '.', folder], process.env);
  // The first time, what Go says of modules that it downloads stands above.
  const objects = () => JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '') as Built[];
  return { code, said: printed, objects };
}

/** A copy of what the manifests are made of, to change it. */
function copied(): string {
  const project = test.info().outputPath('project');
  for (const folder of ['deploy/kubernetes', 'thresholds'])
    cpSync(join(ROOT, folder), join(project, folder), { recursive: true });
  return join(project, 'deploy/kubernetes');
}

test('the base and each overlay build with kustomize, and every object decodes strictly into its type', async () => {
  const segments: Record<string, unknown> = {};
  for (const folder of FOLDERS) {
    const { code, said, objects } = await build(join(ROOT, 'deploy/kubernetes', folder));
    expect(code, said).toBe(0);
    const job = objects().find(({ metadata }) => metadata.name === 'load-test-segments');
    const { env = [] } = job?.spec.template.spec.containers[0] ?? {};
    segments[folder] = { ...job?.spec, template: env.find(({ name }) => name === 'COMPLETIONS')?.value };
  }
  const four = { completions: 4, parallelism: 4, template: '4' };
  const two = { completions: 2, parallelism: 2, template: '2' };
  expect(segments).toMatchObject({ base: two, 'overlays/staging': four, 'overlays/sandbox': two });
});

test('a field that the API does not have, and one in a kustomization, keep the whole from being built', async () => {
  const folder = copied();
  const change = (name: string, from: string, to: string) => {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };
  change('base/segments.yaml', 'completionMode:', 'completionsMode:');
  const misspelt = await build(join(folder, 'overlays/staging'));
  expect(misspelt.code).toBe(1);
  expect(misspelt.said).toContain('unknown field "spec.completionsMode"');
  change('overlays/staging/kustomization.yaml', 'patches:', 'patch:');
  const unknown = await build(join(folder, 'overlays/staging'));
  expect(unknown.code).toBe(1);
  expect(unknown.said).toContain('unknown field "patch"');
});

test('what the page shows of overlays builds and decodes', async () => {
  const page = readFileSync(join(ROOT, 'docs/kubernetes.md'), 'utf8');
  const shown = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, yaml]) => yaml ?? []);
  expect(shown.length).toBeGreaterThan(1);
  const folder = copied();
  for (const [index, yaml] of shown.entries()) {
    const own = join(folder, `overlays/shown-${index}`);
    mkdirSync(own);
    cpSync(join(ROOT, 'thresholds/scenarios.json'), join(own, 'scenarios.json'));
    writeFileSync(join(own, 'kustomization.yaml'), `resources: [../staging]\nnamespace: load-tests\n${yaml}`);
    const { code, said, objects } = await build(own);
    expect(code, `${yaml}\n${said}`).toBe(0);
    // Kustomize passes over a patch whose target is not there.
    for (const [name, container] of Object.entries(yaml.includes('initContainers') ? SIDECARS : {})) {
      const pod = objects().find(({ metadata }) => metadata.name === name)?.spec.template.spec;
      expect(
        pod?.initContainers?.map((each) => each.name),
        name,
      ).toEqual([container]);
    }
  }
});

/** An overlay as a user would write one: the sandbox overlay with a target and settings of their own. */
async function shortRun(url: string) {
  const own = join(copied(), 'overlays/own');
  mkdirSync(own);
  writeFileSync(
    join(own, 'kustomization.yaml'),
    `resources: [../sandbox]
namespace: load-tests
configMapGenerator:
  - name: load-test-settings
    behavior: merge
    literals: [BASE_URL=${url}, DURATION=30s, JOURNEYS=none]
`,
  );
  const { code, said, objects } = await build(own);
  expect(code, said).toBe(0);
  return objects();
}

/** What the page tells to make by hand, and what else the pods refer to. */
function clusterOf(objects: readonly Built[], { folder }: PodUser): Cluster {
  const volumes = { results: join(folder, 'results'), thresholds: join(folder, 'thresholds') };
  const configMaps = new Map(
    objects.flatMap(({ kind, metadata, data }) =>
      kind === 'ConfigMap' ? [[metadata.name, data ?? {}]] : [],
    ),
  );
  const START_AT = new Date(Date.now() + READY_MS).toISOString();
  configMaps.set('load-test-start', { RUN: 'try', START_AT });
  for (const [name, data] of configMaps)
    if (name.startsWith('load-test-thresholds'))
      for (const [file, text] of Object.entries(data)) writeFileSync(join(volumes.thresholds, file), text);
  return { configMaps, secrets: new Map(), volumes };
}

test('the commands of both Jobs run as they are written: two segments, and the merge that judges them', async ({
  sandbox,
}) => {
  const user = podUser(ROOT, ['home', 'results', 'thresholds']);
  if (user.ids.uid === undefined)
    test.info().annotations.push({
      type: 'weaker',
      description: 'not root, or in a folder that others may not enter: the pods run as the current user',
    });
  try {
    const objects = await shortRun(sandbox.url);
    const cluster = clusterOf(objects, user);
    const job = (name: string) => objects.find(({ metadata }) => metadata.name === name)?.spec;
    /** As the pod of a Job does it, with the variables of the image and of the Job. */
    const start = (name: string, variables: Readonly<Record<string, string>> = {}) => {
      const [container] = job(name)?.template.spec.containers ?? [];
      if (container === undefined) throw new Error(`no Job is called ${name}`);
      const image = { CI: 'true', OUTPUT_DIR: '/suite/reports', HOME: join(user.folder, 'home') };
      const { program, args, env } = podProcess(container, cluster, { ...image, ...variables });
      return runCommand(program, args, { NODE_COMPILE_CACHE: '', ...env }, { cwd: ROOT, ...user.ids });
    };
    const { completions = 0 } = job('load-test-segments') ?? {};
    const segments = await Promise.all(
      Array.from({ length: completions }, (_, index) =>
        start('load-test-segments', { JOB_COMPLETION_INDEX: String(index) }),
      ),
    );
    expect(segments).toHaveLength(2);
    for (const { code, printed } of segments) {
      expect(code, printed).toBe(0);
      expect(printed).toContain('MEASURED, NOT JUDGED');
    }
    const merged = await start('load-test-merge');
    expect(merged.code, merged.printed).toBe(0);
    const runs = join(user.folder, 'results/try/runs');
    const [id = ''] = readdirSync(runs);
    expect(new RunFolder(join(runs, id)).read<RunRecord>(RUN_FILES.summary)).toMatchObject({
      outcome: 'pass',
      segments: [{ index: 1 }, { index: 2 }],
    });

    // As when the second segment failed before its traffic: it has a folder with nothing in it.
    const second = join(user.folder, 'results/try/index-1/runs');
    for (const run of readdirSync(second)) {
      rmSync(join(second, run), { recursive: true });
      mkdirSync(join(second, run));
    }
    const failed = await start('load-test-merge');
    expect(failed.code, failed.printed).toBe(3);
    expect(failed.printed).toContain('segment 2 of 2 is missing');
  } finally {
    user.discard();
  }
});
