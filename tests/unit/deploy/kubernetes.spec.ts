import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse, parseAllDocuments } from 'yaml';
import { checkBudgets } from '../../../src/run/planned-load.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { SETTING_ENTRIES } from '../../../src/settings/settings.ts';
import { budgetsOf } from '../../../src/target/environments/budgets.ts';
import { TABLE_FILES } from '../../../src/verdict/thresholds/table-files.ts';
import { type Manifest, mistakesIn } from '../../made/kubernetes-types.ts';
import { planned } from '../../made/planned-load.ts';
import { targetAt } from '../../made/test-target.ts';

interface Kustomization {
  readonly resources?: readonly string[];
  readonly configMapGenerator: readonly {
    readonly name: string;
    readonly literals?: readonly string[];
    readonly files?: readonly string[];
  }[];
  readonly patches?: readonly { readonly path?: string }[];
}

interface PodSpec {
  readonly securityContext: object;
  readonly automountServiceAccountToken: boolean;
  readonly containers: readonly {
    readonly env?: readonly { readonly name: string }[];
    readonly securityContext: object;
    readonly resources: { readonly requests: object; readonly limits: object };
  }[];
}

interface Workload extends Manifest {
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>> & {
    readonly template?: { readonly spec: PodSpec & Readonly<Record<string, unknown>> };
  };
}

// That they build with kustomize, and that their commands do what they should: tests/nightly/kubernetes.spec.ts.

const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, 'deploy/kubernetes');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
const text = (path: string) => readFileSync(path, 'utf8');
const kustomizations = files.filter((name) => basename(name) === 'kustomization.yaml');
const kustomization = (name: string) => parse(text(join(folder, name))) as Kustomization;
const patches = kustomizations.flatMap((name) =>
  (kustomization(name).patches ?? []).flatMap(({ path }) =>
    path === undefined ? [] : join(dirname(name), path),
  ),
);

/** Each document by its file and number; what changes another one is called a patch. */
const manifests: Readonly<Record<string, Manifest>> = Object.fromEntries(
  files
    .filter((name) => !kustomizations.includes(name))
    .flatMap((name) =>
      parseAllDocuments(text(join(folder, name))).map((document, index) => [
        `${name} ${index}${patches.includes(name) ? ' patch' : ''}`,
        document.toJS() as Manifest,
      ]),
    ),
);
const whole = Object.entries(manifests)
  .filter(([name]) => !name.endsWith('patch'))
  .map(([, manifest]) => manifest as Workload);
const named = (name: string) => whole.find(({ metadata }) => metadata.name === name)?.spec ?? {};

test('every manifest and every patch file has fields of the types of the API only, with the values of these types', () => {
  expect(Object.keys(manifests).length).toBeGreaterThan(6);
  const job = { apiVersion: 'batch/v1', kind: 'Job' };
  const broken = {
    misspelt: { ...job, spec: { completionsMode: 'Indexed' } },
    'misspelt patch': { ...job, spec: { completionsMode: 'Indexed' } },
    incomplete: { ...job, spec: { completions: 2 } },
    'mistyped patch': { ...job, spec: { completions: '2' } },
  };
  const found = mistakesIn(test.info().outputPath('types'), { ...manifests, ...broken });
  expect(found).toEqual([
    expect.stringMatching(/^misspelt: .*'"completionsMode"' does not exist/),
    expect.stringMatching(/^misspelt patch: .*'"completionsMode"' does not exist/),
    expect.stringMatching(/^incomplete: Property 'template' is missing/),
    expect.stringMatching(/^mistyped patch: Type 'string' is not assignable to type 'number'/),
  ]);
});

test('every file that a kustomization names is there, and every manifest is named by one', () => {
  const used = kustomizations.flatMap((name) => {
    const { resources = [] } = kustomization(name);
    return resources.map((path) => join(folder, dirname(name), path));
  });
  for (const path of used) expect(existsSync(path), path).toBe(true);
  const all = [...used, ...patches.map((path) => join(folder, path))];
  const own = files.filter((name) => !kustomizations.includes(name)).map((name) => join(folder, name));
  expect(own.filter((path) => !all.includes(path))).toEqual([]);
});

test('the ConfigMap of the limits has all tables', () => {
  const { configMapGenerator } = parse(text(join(root, 'thresholds/kustomization.yaml'))) as Kustomization;
  expect(configMapGenerator.flatMap(({ files = [] }) => files)).toEqual([...TABLE_FILES].sort());
});

test('the settings of the base and of each overlay are settings of the suite with values that it takes, and no secrets', () => {
  const variables = SETTING_ENTRIES.flatMap(([, { name, secret }]) => (secret ? [] : name));
  for (const name of kustomizations) {
    const literals = kustomization(name).configMapGenerator.flatMap(({ literals = [] }) => literals);
    const { SCENARIO, ...env } = Object.fromEntries(literals.map((line) => line.split(/=(.*)/)));
    expect(['smoke', 'load', 'stress', 'spike', 'soak'], name).toContain(SCENARIO);
    expect(
      Object.keys(env).filter((key) => !variables.includes(key)),
      name,
    ).toEqual([]);
    expect(() => readSettings(env), name).not.toThrow();
  }
});

test('each segment of the first try stays within its share of the budgets, the first one with its bursts too', () => {
  const { configMapGenerator } = kustomization('overlays/sandbox/kustomization.yaml');
  const literals = configMapGenerator.flatMap(({ literals = [] }) => literals);
  const { SCENARIO = '', ...env } = Object.fromEntries(literals.map((line) => line.split(/=(.*)/)));
  const { completions } = named('load-test-segments');
  for (const index of [1, 2]) {
    const segment = { index, of: Number(completions) };
    const budgets = budgetsOf(targetAt(env.BASE_URL), { ...readSettings(env), segment });
    expect(checkBudgets(planned(SCENARIO, { segment }), budgets).kind, `segment ${index}`).toBe('fine');
  }
});

test('what the manifests call their own variables is no setting of the suite', () => {
  const settings = SETTING_ENTRIES.map(([, { name }]) => name);
  const used = whole.flatMap(({ spec }) =>
    (spec.template?.spec.containers ?? []).flatMap(({ env = [] }) => env.map(({ name }) => name)),
  );
  expect([...new Set(used)].filter((name) => !settings.includes(name)).sort()).toEqual([
    'COMPLETIONS',
    // Of the sandbox.
    'HOST',
    'RATE_LIMIT_ENABLED',
    'RESULTS',
    'RUN',
  ]);
});

test('no segment is started twice, none waits for another, and the failure of one ends no other', () => {
  const { template, ...spec } = named('load-test-segments');
  expect(spec).toEqual({
    completionMode: 'Indexed',
    completions: 2,
    parallelism: 2,
    backoffLimitPerIndex: 0,
    podReplacementPolicy: 'Failed',
  });
  expect(template?.spec).toMatchObject({ restartPolicy: 'Never' });
});

test('the merge waits until it is resumed, and is made once', () => {
  const { template, ...spec } = named('load-test-merge');
  expect(spec).toEqual({ suspend: true, backoffLimit: 0, podReplacementPolicy: 'Failed' });
  expect(template?.spec).toMatchObject({ restartPolicy: 'Never' });
});

test('every pod may do what the restricted Pod Security Standard allows, and has requests that equal its limits', () => {
  const pods = whole.flatMap(({ spec }) => spec.template?.spec ?? []);
  expect(pods).toHaveLength(4);
  for (const pod of pods) {
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const { securityContext, resources } of pod.containers) {
      expect(securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
      expect(resources.requests).toEqual(resources.limits);
    }
  }
});

test('no password is in the repository: the credentials come from a Secret that the page tells to make', () => {
  expect(whole.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  expect(kustomizations.filter((name) => 'secretGenerator' in kustomization(name))).toEqual([]);
  const page = text(join(root, 'docs/kubernetes.md'));
  expect(page).toContain('kubectl create secret generic load-test-credentials');
  expect(page).toContain('kubectl create configmap load-test-start');
});
