import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { findPrometheus } from '../../scripts/prometheus/find-prometheus.ts';
import { prometheusInstallSteps } from '../../scripts/prometheus/install-steps.ts';
import { providePrometheus } from '../../scripts/prometheus/provide-prometheus.ts';
import { theseSurroundings } from '../../src/browser/install-steps.ts';
import { runStep } from '../../src/browser/run-step.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import {
  alertFigures,
  type PlacedExpression,
  panelExpressions,
  variableQueries,
} from './dashboard-expressions.ts';
import { OwnPrometheus } from './own-prometheus.ts';
import { test } from './suite-test.ts';

const DASHBOARDS = ['load-test-overview', 'load-test-comparison'];
const RULES = resolve(import.meta.dirname, '../../dashboards/prometheus');

test.beforeAll(async () => {
  test.setTimeout(480_000);
  const provided = await providePrometheus(prometheusInstallSteps(theseSurroundings()), {
    find: findPrometheus,
    run: runStep,
    say: (line) => console.log(line),
  });
  if (provided.kind === 'none') throw new Error(provided.message);
});

test('each alert fires when it should and only then', () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'alerts.test.yml'], {
    cwd: RULES,
    encoding: 'utf8',
  });
  expect(status, `${stdout}${stderr}`).toBe(0);
});

test('Prometheus accepts the configuration that the compose file mounts', () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'config', 'prometheus.yml'], {
    cwd: RULES,
    encoding: 'utf8',
  });
  expect(status, `${stdout}${stderr}`).toBe(0);
});

test('every expression of the dashboards and the alerts has data of a run that Prometheus scraped', async ({
  run,
  sandbox,
}) => {
  const found = findPrometheus();
  if (found === undefined) throw new Error('prometheus and promtool are no longer on PATH');
  const prometheus = await OwnPrometheus.start(found, mkdtempSync(join(tmpdir(), 'desk-studio-prometheus-')));
  try {
    prometheus.scrape('desk-studio-gateway', `${sandbox.url}/metrics`, { environment: 'development' });
    // An alert looks at every 15 s: a run has to be long enough for one of these moments.
    const smoke = run(['--project=smoke'], { DURATION: '32s', METRICS_PORT: '0' });
    const address = join(smoke.outputFolder, 'latest', RUN_FILES.metrics);
    await expect.poll(() => existsSync(address), { timeout: 40_000 }).toBe(true);
    const { url } = JSON.parse(readFileSync(address, 'utf8')) as { url: string };
    prometheus.scrape('desk-studio-load-test', url);
    const exitCode = await smoke.ended;
    // Whether the limits held on a busy machine is not what this test is about; that the run came to its end is.
    expect([0, 3, 99], smoke.printed()).toContain(exitCode);

    const { runId, traffic } = smoke.record();
    const lastScrape = await lastMoment(prometheus, `loadtest_run_info{testid="${runId}"}`);
    expect(lastScrape, 'the run was scraped').toBeDefined();

    const state = await prometheus.query(`loadtest_run_state{testid="${runId}"} == 1`, lastScrape);
    const expected = { 0: 'pass', 3: 'invalid', 99: 'fail' }[exitCode ?? -1];
    expect(
      state.map(({ labels }) => labels.state),
      'the last scrape saw how the run ended',
    ).toEqual([expected]);
    const ended = await prometheus.query(`sum(loadtest_http_reqs_total{testid="${runId}"})`, lastScrape);
    expect(ended[0]?.value, 'Prometheus counts what the record counts').toBe(traffic?.sent);

    const values = {
      environment: 'development',
      scenario: 'smoke',
      testid: runId,
      run_a: runId,
      run_b: runId,
      operation: '.*',
      gateway: '.*',
      __rate_interval: '15s',
      __range: '5m',
    };
    const expressions = DASHBOARDS.flatMap((name) => panelExpressions(name, values));
    expect(expressions.length).toBeGreaterThan(100);
    const without = [
      ...(await withoutData(prometheus, expressions, lastScrape)),
      // A run whose users have gone home sets off no alert.
      ...(await withoutData(
        prometheus,
        alertFigures(),
        await lastMoment(prometheus, `loadtest_vus{testid="${runId}"} > 0`),
      )),
    ];
    expect(without, 'expressions without data').toEqual([]);

    for (const { place, selector, label } of DASHBOARDS.flatMap((name) => variableQueries(name, values)))
      expect(await prometheus.labelValues(label, selector), place).not.toEqual([]);
  } finally {
    await prometheus.stop();
  }
});

/** When series of this selector were last seen, in Unix time; undefined when never. */
async function lastMoment(prometheus: OwnPrometheus, selector: string): Promise<number | undefined> {
  const [moment] = await prometheus.query(`max_over_time(timestamp(${selector})[5m:1s])`);
  return moment?.value;
}

/** Those of the expressions that have no figure at that moment. */
async function withoutData(
  prometheus: OwnPrometheus,
  expressions: readonly PlacedExpression[],
  atSeconds: number | undefined,
): Promise<string[]> {
  const without: string[] = [];
  for (const { place, expression } of expressions) {
    const series = await prometheus.query(expression, atSeconds);
    if (!series.some(({ value }) => Number.isFinite(value))) without.push(`${place}: ${expression}`);
  }
  return without;
}
