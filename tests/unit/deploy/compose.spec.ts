import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { readSettings as readSandboxSettings } from '../../../sandbox/settings.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { checkBudgets } from '../../../src/run/planned-load.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { budgetsOf } from '../../../src/target/environments/budgets.ts';
import { planned } from '../../made/planned-load.ts';
import { targetAt } from '../../made/test-target.ts';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly volumes?: readonly string[];
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: unknown;
}

interface Compose {
  readonly services: Readonly<
    Record<'prometheus' | 'grafana' | 'pushgateway' | 'sandbox' | 'suite', Service>
  >;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const root = resolve(import.meta.dirname, '../../..');
const yaml = (path: string): unknown => parse(readFileSync(resolve(root, path), 'utf8'));
const compose = yaml('deploy/compose.yaml') as Compose;

/** The flags of the documented command: to the suite the sandbox is a host beyond this machine. */
const BUDGETS = ['--request-budget', '10000000', '--write-budget', '5000000'] as const;

/** Where a path of a container lies in the project; undefined when nothing is mounted there. */
function mounted({ volumes = [] }: Service, path: string): string | undefined {
  for (const volume of volumes) {
    const [from = '', to = ''] = volume.split(':');
    if (from.startsWith('.') && (path === to || path.startsWith(`${to}/`)))
      return resolve(root, 'deploy', from, `.${path.slice(to.length)}`);
  }
  return undefined;
}

test('everything that is mounted is there, and every named volume is declared', () => {
  for (const [name, { volumes = [] }] of Object.entries(compose.services)) {
    for (const volume of volumes) {
      const [from = ''] = volume.split(':');
      if (from.startsWith('.'))
        expect(existsSync(resolve(root, 'deploy', from)), `${name}: ${volume}`).toBe(true);
      else expect(Object.keys(compose.volumes), `${name}: ${volume}`).toContain(from);
    }
  }
});

/** The schema of the Compose specification, which dclint carries. */
const schema: object = JSON.parse(
  readFileSync(
    resolve(
      dirname(createRequire(import.meta.url).resolve('dclint/package.json')),
      'schemas/compose.schema.json',
    ),
    'utf8',
  ),
);

test('the compose file is one by the schema of the Compose specification', () => {
  const { $schema: _, ...rules } = schema as Record<string, unknown>;
  const isCompose = new Ajv({ strict: false, validateFormats: false }).compile(rules);
  expect(isCompose({ services: { a: { imagee: 'b' } } })).toBe(false);
  isCompose(compose);
  expect(isCompose.errors ?? []).toEqual([]);
});

test('every image has a version or is built here, and every port is open to this machine only', () => {
  for (const [name, { image, build, ports = [] }] of Object.entries(compose.services)) {
    if (build !== undefined)
      expect(existsSync(resolve(root, 'deploy', build, 'Dockerfile')), name).toBe(true);
    // As docs/containers.md has it built.
    if (image === 'desk-studio-performance') expect(compose.services.sandbox.image).toBe(image);
    else expect(image, name).toMatch(/:v?\d+\.\d+\.\d+$/);
    for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
  }
});

test('Prometheus finds its configuration and the alerts in the same folder', () => {
  const { prometheus } = compose.services;
  const argument = prometheus.command?.find((word) => word.startsWith('--config.file='));
  const config = mounted(prometheus, argument?.split('=')[1] ?? '');
  expect(config).toBe(resolve(root, 'dashboards/prometheus/prometheus.yml'));
  const { rule_files } = yaml('dashboards/prometheus/prometheus.yml') as { rule_files: string[] };
  expect(rule_files).toEqual(['alerts.yml']);
  for (const file of rule_files) expect(existsSync(resolve(root, 'dashboards/prometheus', file))).toBe(true);
});

test('Grafana finds the dashboards, and its data source is the Prometheus of the same compose file', () => {
  const { grafana } = compose.services;
  const home = grafana.environment?.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH ?? '';
  expect(existsSync(mounted(grafana, home) ?? '')).toBe(true);
  const at = '/etc/grafana/provisioning';
  const { providers } = parse(
    readFileSync(mounted(grafana, `${at}/dashboards/load-tests.yaml`) ?? '', 'utf8'),
  ) as { providers: { options: { path: string } }[] };
  for (const { options } of providers)
    expect(mounted(grafana, options.path)).toBe(resolve(root, 'dashboards/grafana'));
  const { datasources } = parse(
    readFileSync(mounted(grafana, `${at}/datasources/prometheus.yaml`) ?? '', 'utf8'),
  ) as { datasources: { type: string; url: string }[] };
  expect(datasources.map(({ type, url }) => [type, url])).toEqual([['prometheus', 'http://prometheus:9090']]);
  expect(Object.keys(compose.services)).toContain(new URL(datasources[0]?.url ?? '').hostname);
});

test('the suite in a container may load the sandbox next to it, and Prometheus looks for the metrics of both once', () => {
  const { suite, sandbox } = compose.services;
  const { BASE_URL = '', ALLOW_TARGET, METRICS_PORT, METRICS_HOST } = suite.environment ?? {};
  expect(new URL(BASE_URL).host).toBe(ALLOW_TARGET);
  expect(Object.keys(compose.services)).toContain(new URL(BASE_URL).hostname);
  expect(METRICS_HOST).toBe('0.0.0.0');
  const { scrape_configs } = yaml('dashboards/prometheus/prometheus.yml') as {
    scrape_configs: { static_configs: { targets: string[] }[] }[];
  };
  const targets = scrape_configs.flatMap((job) => job.static_configs.flatMap((each) => each.targets));
  expect(targets).toEqual(expect.arrayContaining([`suite:${METRICS_PORT}`, new URL(BASE_URL).host]));
  // One of them builds the image of both.
  expect([suite.build, suite.image, sandbox.build]).toEqual([undefined, sandbox.image, '..']);
  // A published port is the host's, where Prometheus looks for runs outside of containers.
  expect([suite.ports, sandbox.ports]).toEqual([undefined, undefined]);
  // Without the option the container of a single run does not have the name of its service.
  const command = `--profile suite run --rm --use-aliases suite load development ${BUDGETS.join(' ')}`;
  for (const path of ['deploy/compose.yaml', 'docs/containers.md'])
    expect(readFileSync(resolve(root, path), 'utf8'), path).toContain(command);
});

test('no scenario in a container is refused for rate limits or budgets: the sandbox is its own', () => {
  const { suite, sandbox } = compose.services;
  expect(readSandboxSettings(sandbox.environment ?? {}).rateLimits.enabled).toBe(false);
  const { environment = {} } = suite;
  // A run against another target keeps the budgets of its environment.
  expect(Object.keys(environment).filter((name) => name.endsWith('BUDGET'))).toEqual([]);
  const [, requests = '', , writes = ''] = BUDGETS;
  const flags = { REQUEST_BUDGET: requests, WRITE_BUDGET: writes };
  const budgets = budgetsOf(targetAt(environment.BASE_URL ?? ''), readSettings({ ...environment, ...flags }));
  for (const scenario of [...Object.keys(loadTables().scenarios), 'baseline'])
    expect(checkBudgets(planned(scenario), budgets).kind, scenario).toBe('fine');
});
