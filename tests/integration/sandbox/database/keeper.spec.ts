import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from '@playwright/test';
import pg from 'pg';

const START = fileURLToPath(new URL('../../../../sandbox/start.ts', import.meta.url));

interface Ready {
  readonly url: string;
  readonly databaseUrl: string;
}

let folder: string;
let child: ChildProcess | undefined;
let output: string;

// Each test gets a temporary folder of its own, so that what is left in it is of its own making.
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keeper-test-'));
  // Open to the account that PostgreSQL runs as when these tests run as root.
  chmodSync(folder, 0o777);
  output = '';
});

test.afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}): ChildProcess {
  child = fork(START, {
    execArgv: [],
    env: { ...process.env, PORT: '0', TMPDIR: folder, BCRYPT_COST: '4', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  return child;
}

async function ready(sandbox: ChildProcess): Promise<Ready> {
  const [message] = await once(sandbox, 'message');
  return message as Ready;
}

async function answers(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Nothing answers at the database's place and the temporary folder is empty, within 3 s. */
async function expectNothingLeft(databaseUrl: string): Promise<void> {
  await expect.poll(() => readdirSync(folder), { timeout: 3000 }).toEqual([]);
  await expect.poll(() => answers(databaseUrl), { timeout: 3000 }).toBe(false);
}

test.skip(process.platform === 'win32', 'signals are not sent on Windows');

for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
  test(`${signal} leaves no database and no folder`, async () => {
    const sandbox = start();
    const { databaseUrl } = await ready(sandbox);
    expect(await answers(databaseUrl)).toBe(true);
    expect(readdirSync(folder)).toHaveLength(1);
    const exit = once(sandbox, 'exit');
    sandbox.kill(signal);
    const [code] = await exit;
    expect(code).toBe(signal === 'SIGKILL' ? null : 0);
    await expectNothingLeft(databaseUrl);
  });
}

test('SIGKILL while the database is being made leaves no folder', async () => {
  const sandbox = start();
  await expect.poll(() => readdirSync(folder).length, { timeout: 30_000, intervals: [5] }).toBe(1);
  sandbox.kill('SIGKILL');
  await expect.poll(() => readdirSync(folder), { timeout: 3000 }).toEqual([]);
});

test('the end of whoever started it by a channel is its end too', async () => {
  const sandbox = start();
  const { databaseUrl } = await ready(sandbox);
  const exit = once(sandbox, 'exit');
  sandbox.disconnect();
  expect((await exit)[0]).toBe(0);
  await expectNothingLeft(databaseUrl);
});

test('a database that dies ends the sandbox with its last words, and its folder goes', async () => {
  const sandbox = start();
  const { databaseUrl } = await ready(sandbox);
  // Not its exit: what it printed may not have been read then.
  const closed = once(sandbox, 'close');
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  // The postmaster is the parent of the process that serves this connection.
  const command = `COPY (SELECT 1) TO PROGRAM 'kill -9 $(ps -o ppid= -p $PPID)'`;
  await client.query(command).catch(() => undefined);
  expect((await closed)[0]).toBe(1);
  expect(output).toContain('The sandbox lost its database: PostgreSQL ended by itself');
  await expectNothingLeft(databaseUrl);
});

test('a taken port is one clear error, told before a database is started', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const [code] = await once(start({ PORT: String(port) }), 'close');
  other.close();
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toHaveLength(1);
  expect(output).toContain(`Port ${port} at 127.0.0.1 is taken by another program.`);
  expect(readdirSync(folder)).toEqual([]);
});
