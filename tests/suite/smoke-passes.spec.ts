import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { countedRows } from '../made/counted-rows.ts';
import { listedEntries } from '../made/listed-entries.ts';
import { percentilesOf, withoutGates } from '../made/sample-gates.ts';
import { copyRoomyTables } from './changed-tables.ts';
import {
  alertFigures,
  type PlacedExpression,
  panelExpressions,
  variableQueries,
} from './dashboard-expressions.ts';
import { OwnPrometheus, provideOwnPrometheus } from './own-prometheus.ts';
import { partsThatDoNotAddUp } from './parts-add-up.ts';
import { requestsBegun } from './requests-begun.ts';
import { secretsOnDisk } from './secrets-on-disk.ts';
import { test } from './suite-test.ts';
import { runWithRounds } from './valid-run.ts';

const DASHBOARDS = ['load-test-overview', 'load-test-comparison'];

/** Latencies of the users. While rounds measure, which may be the whole end of a short run, these series stand still. */
const LATENCIES = /loadtest_(http_req|socket)_duration_seconds/;

test.beforeAll(provideOwnPrometheus);

test('a short smoke passes, leaves nothing on the target and no secret on disk, and Prometheus has all its data', async ({
  run,
  sandbox,
}, testInfo) => {
  test.setTimeout(1_200_000);
  // How fast the sandbox is says nothing about the suite, and this machine may be slow or busy: nightly/scenarios.spec.ts holds a smoke
  // against the tables as they are, on a quiet one.
  const tables = testInfo.outputPath('tables');
  copyRoomyTables(tables);
  const before = await countedRows(sandbox.databaseUrl);
  const prometheus = await OwnPrometheus.start(mkdtempSync(join(tmpdir(), 'desk-studio-prometheus-')));
  try {
    prometheus.scrape('desk-studio-gateway', `${sandbox.url}/metrics`, { environment: 'development' });
    // The alerts look at every 15 s: the run has to be long enough for one of these moments.
    const { run: smoke, exitCode } = await runWithRounds(
      (timesAsLong) =>
        run(['--project=smoke'], {
          DURATION: `${32 * timesAsLong}s`,
          THRESHOLDS_DIR: tables,
          METRICS_PORT: '0',
          DATABASE_URL: sandbox.databaseUrl,
        }),
      async (started) => {
        const address = join(started.outputFolder, 'latest', RUN_FILES.metrics);
        await started.until(() => existsSync(address));
        const { url } = JSON.parse(readFileSync(address, 'utf8')) as { url: string };
        prometheus.scrape('desk-studio-load-test', url);
      },
      lacksParts,
    );

    expect(exitCode, smoke.printed()).toBe(0);

    const record = smoke.record();
    await test.step('the record is complete', () => checkRecord(record));
    await test.step('each request that a user began is counted once', () =>
      expect(record.traffic?.sent).toBe(requestsBegun(smoke.outputFolder)));
    await test.step('no file has a secret', () =>
      expect(
        secretsOnDisk(smoke.outputFolder, 'LoadTest123!', new URL(sandbox.databaseUrl).password),
        'files with a secret',
      ).toEqual([]));
    await test.step('nothing is left on the target, counted there', async () =>
      expect(await countedRows(sandbox.databaseUrl)).toEqual(before));
    await test.step('reports/README.md lists all that the run left', () =>
      expect(unlisted(smoke.outputFolder)).toEqual([]));
    await test.step('Prometheus counts what the record counts', () => checkCounts(prometheus, record));
    await test.step('every expression of the dashboards and the alerts has data', () =>
      checkExpressions(prometheus, record.runId));
  } finally {
    await prometheus.stop();
  }
});

/** Whether all that a run that passed lacks is what steps were made of: on a busy machine a page says it later than its visit waits for it. */
function lacksParts({ outcome, rounds }: RunRecord): boolean {
  return outcome === 'pass' && rounds.some(({ steps }) => steps.some(({ parts }) => parts === undefined));
}

/** What lies in the reports folder and in that of its last run without a line in `reports/README.md`. */
function unlisted(outputFolder: string): string[] {
  const { ofReports, ofRun } = listedEntries();
  return [
    ...readdirSync(outputFolder).filter((name) => !ofReports.includes(name)),
    ...readdirSync(join(outputFolder, 'latest')).filter((name) => !ofRun.includes(name)),
  ];
}

function checkRecord(record: RunRecord): void {
  expect(schemaErrors(record), 'summary.json follows docs/summary.schema.json').toEqual([]);
  expect(record.outcome).toBe('pass');
  expect(record.facts?.browser, 'the version that the first process has asked for').toMatch(/\d+\.\d+/);
  expect(record.traffic?.sent).toBeGreaterThan(100);
  const { sources = [] } = record.evidence ?? {};
  expect(sources.map(({ source, problems }) => [source, problems])).toEqual([
    ['gateway', undefined],
    ['postgres', undefined],
  ]);
  expect(sources[1]?.statements?.length, 'statements of the run').toBeGreaterThan(3);
  expect(record.rounds.map(({ journey }) => journey).sort()).toEqual(['create-deal', 'login', 'tax-quote']);
  for (const round of record.rounds) {
    expect(round.vus, `${round.journey} was measured under load`).toBe(10);
    expect(partsThatDoNotAddUp(round.steps), `${round.journey}: parts add up to their steps`).toEqual([]);
  }
  for (const kind of ['deal', 'customer', 'vehicle'] as const) {
    const counts = record.testData?.kinds[kind];
    expect(counts, `${kind}s`).toMatchObject({ closed: 0, archived: 0, left: 0, failed: 0 });
    expect((counts?.removed ?? 0) + (counts?.gone ?? 0), `${kind}s removed, or deleted by the traffic`).toBe(
      counts?.made,
    );
  }
  expect(record.traffic?.inRounds, 'the time in which it did').toContainEqual(
    expect.objectContaining({ kind: 'removal', operation: 'deals.create' }),
  );
  const deletedByTraffic = record.traffic?.operations.find(({ operation }) => operation === 'deals.delete');
  expect(record.testData?.kinds.deal.gone, 'the round took back what its burst had made').toBeGreaterThan(
    deletedByTraffic?.sent ?? 0,
  );
}

function schemaErrors(record: unknown): string[] {
  const path = resolve(import.meta.dirname, '../../docs/summary.schema.json');
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  formats.default(ajv);
  const check = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
  return check(record)
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The last scrape has the end of the run, and all its requests. */
async function checkCounts(prometheus: OwnPrometheus, { runId, traffic }: RunRecord): Promise<void> {
  const lastScrape = await lastMoment(prometheus, `loadtest_run_info{testid="${runId}"}`);
  expect(lastScrape, 'the run was scraped').toBeDefined();
  const state = await prometheus.query(`loadtest_run_state{testid="${runId}"} == 1`, lastScrape);
  expect(
    state.map(({ labels }) => labels.state),
    'the last scrape saw how the run ended',
  ).toEqual(['pass']);
  const ended = await prometheus.query(`sum(loadtest_http_reqs_total{testid="${runId}"})`, lastScrape);
  expect(ended[0]?.value, 'Prometheus counts what the record counts').toBe(traffic?.sent);
}

async function checkExpressions(prometheus: OwnPrometheus, runId: string): Promise<void> {
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
  const lastScrape = await lastMoment(prometheus, `loadtest_run_info{testid="${runId}"}`);
  // A run whose users have gone home fires no alert.
  const lastUsers = await lastMoment(prometheus, `loadtest_vus{testid="${runId}"} > 0`);
  const requests = `loadtest_http_req_duration_seconds_count{testid="${runId}"}`;
  const lastAlone = await lastMoment(prometheus, `(sum(rate(${requests}[15s])) > 0)`);
  for (const [what, moment] of Object.entries({ lastScrape, lastUsers, lastAlone }))
    expect(moment, what).toBeDefined();
  const atTheEnd = await withoutData(prometheus, expressions, lastScrape);
  const mayStandStill = ({ expression }: PlacedExpression) => LATENCIES.test(expression);
  const without = [
    ...atTheEnd.filter((placed) => !mayStandStill(placed)),
    ...(await withoutData(prometheus, atTheEnd.filter(mayStandStill), lastAlone)),
    ...(await withoutData(prometheus, alertFigures(), lastUsers)),
  ];
  expect(without, 'expressions without data').toEqual([]);
  for (const { place, selector, label } of DASHBOARDS.flatMap((name) => variableQueries(name, values)))
    expect(await prometheus.labelValues(label, selector), place).not.toEqual([]);
}

/** When Prometheus last saw series of this selector, in Unix time; undefined when never. */
async function lastMoment(prometheus: OwnPrometheus, selector: string): Promise<number | undefined> {
  const [moment] = await prometheus.query(`max_over_time(timestamp(${selector})[5m:1s])`);
  return moment?.value;
}

/** Those of the expressions that have no figure at that moment, although there are samples enough for one. */
async function withoutData(
  prometheus: OwnPrometheus,
  expressions: readonly PlacedExpression[],
  atSeconds: number | undefined,
): Promise<PlacedExpression[]> {
  const without: PlacedExpression[] = [];
  for (const placed of expressions) {
    if (await hasData(prometheus, placed.expression, atSeconds)) continue;
    if (!(await hasTooFewSamples(prometheus, placed.expression, atSeconds))) without.push(placed);
  }
  return without;
}

async function hasData(
  prometheus: OwnPrometheus,
  expression: string,
  atSeconds: number | undefined,
): Promise<boolean> {
  const series = await prometheus.query(expression, atSeconds);
  return series.some(({ value }) => Number.isFinite(value));
}

/**
 * Whether only the number of samples keeps an expression from having a figure: without its gates it has one, and nothing has as many
 * samples as a percentile of it needs. An expression without gates never is.
 */
async function hasTooFewSamples(
  prometheus: OwnPrometheus,
  expression: string,
  atSeconds: number | undefined,
): Promise<boolean> {
  const gates = percentilesOf(expression).flatMap(({ gate }) => gate ?? []);
  if (gates.length === 0 || !(await hasData(prometheus, withoutGates(expression), atSeconds))) return false;
  for (const { samples, least } of gates) {
    const counted = await hasData(prometheus, samples, atSeconds);
    if (counted && !(await hasData(prometheus, `${samples} >= ${least}`, atSeconds))) return true;
  }
  return false;
}
