import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const RUN_CHILD = resolve(import.meta.dirname, '../../scripts/command-line/run-child.ts');

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

/** Starts a process that runs the child by runChild, in a process group of its own as a terminal would. */
async function startHost(child: string): Promise<ChildProcess> {
  const childFile = test.info().outputPath('child.mjs');
  const hostFile = test.info().outputPath('host.mts');
  writeFileSync(childFile, child);
  writeFileSync(
    hostFile,
    `import { runChild } from ${JSON.stringify(RUN_CHILD)};
process.exitCode = await runChild(${JSON.stringify(childFile)}, [], { env: process.env, cwd: '/' });`,
  );
  const host = spawn(process.execPath, [hostFile], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  if (host.stdout !== null) await once(host.stdout, 'data');
  return host;
}

async function codeOf(host: ChildProcess): Promise<number | null> {
  const [code] = (await once(host, 'close')) as [number | null];
  return code;
}

test.skip(process.platform === 'win32', 'Windows has no process groups and no SIGINT from outside');

test('Ctrl-C, which a terminal sends to the whole group, reaches the child once', async () => {
  const host = await startHost(CHILD);
  const ended = codeOf(host);
  process.kill(-(host.pid ?? 0), 'SIGINT');
  expect(await ended).toBe(41);
});

test('a second Ctrl-C reaches the child as well', async () => {
  const acknowledging = CHILD.replace('count === 1', 'count === 2').replace(
    'count += 1;',
    "count += 1; console.log('got', count);",
  );
  const host = await startHost(acknowledging);
  const ended = codeOf(host);
  host.kill('SIGINT');
  if (host.stdout !== null) await once(host.stdout, 'data');
  host.kill('SIGINT');
  expect(await ended).toBe(42);
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
  const host = await startHost("console.log('ready'); process.kill(process.pid, 'SIGKILL');");
  expect(await codeOf(host)).toBe(1);
});
