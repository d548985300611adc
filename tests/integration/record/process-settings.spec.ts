import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RUN_FOLDER_VARIABLE, RunFolder } from '../../../src/record/run-folder.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const MODULE = resolve(ROOT, 'src/record/process-settings.ts');
const FACTS = resolve(ROOT, 'src/run/suite-facts.ts');
const CHROME = { executablePath: '/nonexistent/chrome', version: 'Chromium 156.0.1.2' };

/** What a process with these settings, and no others, prints when it has run this code. */
function inProcess(code: string, env: Readonly<Record<string, string>>): unknown {
  const { NODE_COMPILE_CACHE = '' } = process.env;
  const script = `import * as it from ${JSON.stringify(MODULE)};\nconsole.log(JSON.stringify(${code}));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { NODE_COMPILE_CACHE, ...env },
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The folder of a run that was started with these variables. */
function runWith(env: Readonly<Record<string, string>>): RunFolder {
  const folder = new RunFolder(test.info().outputPath('run'));
  folder.write(RUN_FILES.plan, { runId: folder.runId, settings: readSettings(env) });
  return folder;
}

test('a process outside a run has the settings of its variables', () => {
  expect(inProcess('it.processSettings().vus', { VUS: '7' })).toBe(7);
});

test("a worker has the settings of its run's plan, whatever its variables say", () => {
  const folder = runWith({ VUS: '7', SLA: 'on', BASE_URL: 'http://127.0.0.1:9', RATE: '2', MAX_VUS: '9' });
  const env = { [RUN_FOLDER_VARIABLE]: folder.path, VUS: 'nonsense', SLA: 'off' };
  const code = '[it.processSettings(), it.processTarget().baseUrl]';
  expect(inProcess(code, env)).toEqual([
    expect.objectContaining({ vus: 7, slaCounts: true, ratePerSecond: 2, maxVus: 9, arrivalPattern: 'even' }),
    'http://127.0.0.1:9',
  ]);
});

test('a worker has the secrets of its variables, which the plan does not hold', () => {
  const secrets = { TEST_PASSWORD: 's3cret one', PUSHGATEWAY_PASSWORD: 's3cret two' };
  const folder = runWith({ ...secrets, PUSHGATEWAY_URL: 'http://push', PUSHGATEWAY_USERNAME: 'ci' });
  expect(readFileSync(folder.file('plan.json'), 'utf8')).not.toContain('s3cret');
  const code =
    '[it.processTarget().account.password.reveal(), it.processSecrets().pushgatewayPassword.reveal()]';
  expect(inProcess(code, { ...secrets, [RUN_FOLDER_VARIABLE]: folder.path })).toEqual([
    's3cret one',
    's3cret two',
  ]);
});

test('the variables are read once', () => {
  const code = "[it.processSettings().vus, (process.env.VUS = '8', it.processSettings().vus)]";
  expect(inProcess(code, { VUS: '7' })).toEqual([7, 7]);
});

test('the browser that was found is a setting from then on, for workers outside a run too', () => {
  const keep = `it.keepBrowser(${JSON.stringify(CHROME)})`;
  const code = `(${keep}, [it.processSettings().browser, process.env.DESK_BROWSER])`;
  expect(inProcess(code, {})).toEqual([CHROME.executablePath, CHROME.executablePath]);
});

for (const [what, kept, version] of [
  ['the version of the browser that was found', CHROME, CHROME.version],
  ['that none was found', undefined, 'none found'],
] as const)
  test(`the facts of a run have ${what}, and no browser is asked for them`, () => {
    const facts = `(await import(${JSON.stringify(FACTS)})).suiteFacts('HTTP/1.1')`;
    // The path is none of a program, so asking it would throw.
    const code = `(it.keepBrowser(${JSON.stringify(kept)}), ${facts}.browser)`;
    expect(inProcess(code, { DESK_BROWSER: CHROME.executablePath })).toBe(version);
  });

test('a run that begins in a worker, which has not searched, does not end because the browser does not answer', () => {
  const code = `(await import(${JSON.stringify(FACTS)})).suiteFacts('HTTP/1.1').browser`;
  expect(inProcess(code, { DESK_BROWSER: CHROME.executablePath })).toBe('unknown');
});

test('a worker takes the browser that was found, and does not ask it for its version once more', () => {
  const config = JSON.stringify(resolve(ROOT, 'playwright.config.ts'));
  const code = `(await import(${config})).default.use.launchOptions.executablePath`;
  const env = { DESK_BROWSER: '/nonexistent', TEST_WORKER_INDEX: '0' };
  expect(inProcess(code, env)).toBe('/nonexistent');
});
