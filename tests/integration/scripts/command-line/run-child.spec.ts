import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const RUN_CHILD = resolve(import.meta.dirname, '../../../../scripts/command-line/run-child.ts');

/** Says when it listens; after the first SIGINT it waits for more, and ends with 40 and their number. */
const CHILD = `
let count = 0;
process.on('SIGINT', () => {
  count += 1;
  if (count === 1) setTimeout(() => process.exit(40 + count), 300);
});
setInterval(() => {}, 1000);
console.log('ready');
`;

/** Says when it was told. */
const ACKNOWLEDGING = CHILD.replace('count += 1;', "count += 1; console.log('got', count);");

/** Starts a process that runs the child by runChild, in a process group of its own as a terminal would. */
async function startHost(child: string, options = ''): Promise<ChildProcess> {
  const childFile = test.info().outputPath('child.mjs');
  const hostFile = test.info().outputPath('host.mts');
  writeFileSync(childFile, child);
  writeFileSync(
    hostFile,
    `import { runChild } from ${JSON.stringify(RUN_CHILD)};
process.exitCode = await runChild(${JSON.stringify(childFile)}, [], { env: process.env, cwd: '/', ${options} });`,
  );
  const host = spawn(process.execPath, [hostFile], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  await said(host);
  return host;
}

/** Waits for the next line of the child. */
async function said(host: ChildProcess): Promise<void> {
  if (host.stdout !== null) await once(host.stdout, 'data');
}

/** Says who killed the child. */
const TELLS_WHO =
  "sameWithinMs: 0, onKilled: (signal, isByUser) => console.log('killed by ' + signal + ' ' + isByUser)";

/** What a process prints from now on. */
function allOf(host: ChildProcess): () => string {
  let printed = '';
  host.stdout?.on('data', (text) => {
    printed += String(text);
  });
  return () => printed;
}

async function codeOf(host: ChildProcess): Promise<number | null> {
  const [code] = (await once(host, 'close')) as [number | null];
  return code;
}

test.skip(process.platform === 'win32', 'Windows has no process groups and no SIGINT from outside');

test('Ctrl-C, which a terminal sends to the whole group, reaches the child once, and the user hears of it', async () => {
  const host = await startHost(CHILD, "onStopping: () => console.log('stopping')");
  const ended = codeOf(host);
  const lines = allOf(host);
  process.kill(-(host.pid ?? 0), 'SIGINT');
  expect(await ended).toBe(41);
  expect(lines()).toBe('stopping\n');
});

test('the same Ctrl-C by another way, as npm passes it on, is not a second one', async () => {
  const host = await startHost(ACKNOWLEDGING);
  const ended = codeOf(host);
  host.kill('SIGINT');
  await said(host);
  host.kill('SIGINT');
  expect(await ended).toBe(41);
});

test('a second Ctrl-C ends the child at once, and everything in its group', async () => {
  // It and its own child would live for ever; the pipe to this test closes when both are gone.
  const stubborn = `import { spawn } from 'node:child_process';
spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
${ACKNOWLEDGING.replace('count === 1', 'false')}`;
  const host = await startHost(stubborn, TELLS_WHO);
  const ended = codeOf(host);
  host.kill('SIGINT');
  await said(host);
  const lines = allOf(host);
  host.kill('SIGINT');
  expect(await ended).toBe(1);
  expect(lines()).toContain('killed by SIGKILL true');
});

for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} is passed on as SIGINT, by which the run ends orderly`, async () => {
    const host = await startHost(CHILD);
    const ended = codeOf(host);
    host.kill(signal);
    expect(await ended).toBe(41);
  });
}

test('the exit code of the child is handed on', async () => {
  const host = await startHost("console.log('ready'); process.exitCode = 99;");
  expect(await codeOf(host)).toBe(99);
});

test('a child that was killed could not run', async () => {
  const host = await startHost(
    "console.log('ready'); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200);",
    TELLS_WHO,
  );
  const lines = allOf(host);
  expect(await codeOf(host)).toBe(1);
  expect(lines()).toContain('killed by SIGKILL false');
});
