import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { unzipSync } from 'fflate';
import { processTree } from '../../src/measure/process-tree.ts';
import { RUN_FOLDERS } from '../../src/record/run-files.ts';
import { measuredId } from '../../src/verdict/subject.ts';
import { countedRows } from '../made/counted-rows.ts';
import { processesOf } from '../made/processes-of.ts';
import { HARD_PASSWORD } from '../made/secret-writings.ts';
import { copyEnvironmentsWithLoweredLimit, copyRoomyTables } from './changed-tables.ts';
import { MARKED_COOKIE, MARKED_TOKEN, startMarkedTarget } from './marked-secrets.ts';
import { startOwnSandbox } from './own-sandbox.ts';
import { archivesBelow, secretsInCommandLines, secretsOnDisk } from './secrets-on-disk.ts';
import type { SuiteRun } from './suite-run.ts';
import { test } from './suite-test.ts';
import { runWithRounds } from './valid-run.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const PLAYWRIGHT = join(PROJECT, 'node_modules/@playwright/test/cli.js');

const SMOKE = ['--project=smoke', '--reporter=line,html,blob'];
/** The password is that of the test user and of every account that the run makes. */
const SECRETS = [HARD_PASSWORD, MARKED_TOKEN, MARKED_COOKIE] as const;

/**
 * A sign-in takes 20 ms and next to no processor time, so that its burst breaks the lowered limit on any machine: hashes of full cost are
 * fewer than five in a second on a busy one, which break nothing.
 */
const SLOW_SIGN_IN = { BCRYPT_COST: '4', FAULTS: 'auth.login:delay+20' };

test.describe.configure({ timeout: 1_200_000 });

test('a limit that the environment lowers turns the run red, and only that one, with other reporters too; no byte and no command line has a secret', async ({
  run,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-studio-lowered-'));
  const sandbox = await startOwnSandbox(SLOW_SIGN_IN);
  const before = await countedRows(sandbox.databaseUrl);
  const target = await startMarkedTarget(sandbox.url);
  const inCommandLines = new Set<string>();
  try {
    const reports = join(folder, 'reports');
    mkdirSync(reports);
    const settings = {
      BASE_URL: target.url,
      ...limitsIn(folder),
      TEST_USERNAME: 'marked@example.com',
      TEST_PASSWORD: HARD_PASSWORD,
      REGISTER_TEST_USER: 'true',
      PLAYWRIGHT_HTML_OUTPUT_DIR: join(reports, 'html'),
      PLAYWRIGHT_HTML_OPEN: 'never',
      PLAYWRIGHT_BLOB_OUTPUT_DIR: join(reports, 'blob'),
    };
    const { run: smoke, exitCode } = await runWithRounds(
      (timesAsLong) => run(SMOKE, { ...settings, DURATION: `${20 * timesAsLong}s` }),
      (started) => lookAtCommandLines(started, inCommandLines),
    );

    expect(exitCode, smoke.printed()).toBe(99);

    const { outcome, verdicts, environmentLimits } = smoke.record();
    expect([outcome, environmentLimits?.map(({ of }) => of)]).toEqual(['fail', ['auth.login']]);
    const broken = verdicts.filter(({ kind }) => kind === 'fail');
    expect(new Set(broken.map(({ subject }) => measuredId(subject)))).toEqual(new Set(['auth.login']));
    expect(smoke.printed()).toMatch(
      /auth\.login p95 (at least )?[\d.]+ ms(, of which up to [\d.]+ ms may be the measurer's own delay)?, limit < 5 ms \(baseline\), [\d,]+ samples/,
    );
    expect(smoke.printed()).toContain('limits: ok, 1 limit of development: auth.login baseline.p95Ms 5 inst');
    expect(smoke.printed()).toContain('npx playwright show-trace');
    expect(smoke.printed()).toMatch(/Recorded: \d+ visits? after failed rounds/);
    expect(archivesBelow(smoke.outputFolder), 'the trace of the failed round is kept').not.toEqual([]);
    expect(archivesBelow(reports), 'the reporters of Playwright have it too').not.toEqual([]);
    expectEveryReport(smoke, reports);
    expect(await countedRows(sandbox.databaseUrl), 'counted on the target').toEqual(before);
    expect(target.tokens(), 'the target handed out tokens').toBeGreaterThan(10);
    for (const written of [smoke.outputFolder, reports])
      expect(secretsOnDisk(written, ...SECRETS), 'files with a secret').toEqual([]);
    expect(cookiesIn(archivesBelow(join(smoke.outputFolder, 'latest/traces'))), 'masked in traces').toContain(
      '***',
    );
    expect([...inCommandLines], 'command lines with a secret').toEqual([]);
    expect(statSync(join(smoke.outputFolder, 'latest')).mode & 0o777, 'only its owner may look').toBe(0o700);
  } finally {
    target.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** One lowered row. All others are roomy, so that nothing else breaks on a slow machine. */
function limitsIn(folder: string): { ENVIRONMENTS_DIR: string; THRESHOLDS_DIR: string } {
  const [ENVIRONMENTS_DIR, THRESHOLDS_DIR] = [join(folder, 'environments'), join(folder, 'tables')];
  copyEnvironmentsWithLoweredLimit(ENVIRONMENTS_DIR, 'auth.login');
  copyRoomyTables(THRESHOLDS_DIR);
  return { ENVIRONMENTS_DIR, THRESHOLDS_DIR };
}

/** The summary is printed once and without a secret, and each reporter has left what it makes. */
function expectEveryReport(smoke: SuiteRun, reports: string): void {
  for (const secret of SECRETS) expect(smoke.printed(), 'what was printed').not.toContain(secret);
  expect(smoke.printed().match(/^smoke against .+: FAILED$/gm)).toHaveLength(1);
  const allure = join(smoke.outputFolder, 'latest', RUN_FOLDERS.allureResults);
  expect(readdirSync(allure), 'the Allure report has its data').not.toEqual([]);
  expect(existsSync(join(reports, 'html/index.html'))).toBe(true);
  expectMergeable(join(reports, 'blob'), join(reports, 'merged'));
}

/** `merge-reports` makes the same report of a blob, and begins no run. */
function expectMergeable(blob: string, outputFolder: string): void {
  const args = [PLAYWRIGHT, 'merge-reports', '-c', 'playwright.config.ts', '--reporter=line', blob];
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, OUTPUT_DIR: outputFolder };
  const merged = spawnSync(process.execPath, args, { cwd: PROJECT, env, encoding: 'utf8' });
  expect(merged.status, merged.stderr).toBe(0);
  expect(merged.stdout).toMatch(/^ +\d failed$/m);
  expect(merged.stdout).toContain('[LIMITS_BROKEN]');
  expect(merged.stdout).not.toContain('preflight');
}

/** What traces say of the cookie that every reply sets. */
function cookiesIn(traces: readonly string[]): string[] {
  return traces.flatMap((trace) => {
    const text = Object.values(unzipSync(readFileSync(trace))).map((bytes) => Buffer.from(bytes).toString());
    return [...text.join('\n').matchAll(/desk_session=([^;"\\]*)/g)].map(([, value = '']) => value);
  });
}

/**
 * Notes every command line of the run with a secret, while the run goes on. It looks at the descendants of its first process, and at
 * processes that have lost their parents; at nobody else's, which may have any secret. On Linux only, where /proc has them.
 */
async function lookAtCommandLines(run: SuiteRun, found: Set<string>): Promise<void> {
  if (process.platform !== 'linux') return;
  let most = 0;
  for await (const _ of whileRunning(run)) {
    const pids = new Set([...processTree(run.pid), ...processesOf(run.outputFolder)]);
    most = Math.max(most, pids.size);
    for (const line of secretsInCommandLines([...pids], ...SECRETS)) found.add(line);
  }
  expect(most, 'processes of the run, with a browser').toBeGreaterThan(5);
}

/** Twice a second, until the run has ended. */
async function* whileRunning(run: SuiteRun): AsyncGenerator<void> {
  let isRunning = true as boolean;
  void run.ended.then(() => {
    isRunning = false;
  });
  while (isRunning) {
    yield;
    await sleep(500);
  }
}
