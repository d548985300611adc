import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findProgram, versionOf } from '../../../../../lab/bench/peers/find-program.ts';
import { PEERS } from '../../../../../lab/bench/peers/peers.ts';
import { luaScript } from '../../../../../lab/bench/peers/wrk.ts';
import { workFor, writeWork } from '../../../../../lab/bench/work/work-file.ts';

const ORIGIN = 'http://127.0.0.1:8080';
let folder = '';

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-peers-'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

/** A program that prints something. */
function program(name: string, says: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' '${says}'\n`);
  chmodSync(path, 0o755);
  return path;
}

test('a program is found in the folders of PATH, one that cannot be run is not', () => {
  const path = program('some-load-tool', '');
  expect(findProgram('some-load-tool', `/no/such/folder:${folder}`)).toBe(path);
  chmodSync(path, 0o644);
  expect(findProgram('some-load-tool', folder)).toBeUndefined();
});

test('the version is the first number with dots in what the program prints', () => {
  expect(versionOf(program('a', 'k6 v1.8.1 (go1.26.8, linux/amd64)'), [])).toBe('1.8.1');
  expect(versionOf(program('c', 'no number here'), [])).toBe('unknown');
  expect(versionOf(join(folder, 'missing'), [])).toBe('unknown');
});

test('the command of every peer contains the length of the job', () => {
  const workPath = join(folder, 'work.json');
  writeWork(workPath, workFor(ORIGIN));
  for (const peer of PEERS) {
    const job = { origin: ORIGIN, vus: 7, seconds: 3, thinkMs: 0, workPath, folder };
    const { program: started, args, env = {} } = peer.command('the-program', job);
    expect(started).toBe('the-program');
    const command = [...args, ...Object.values(env)].join(' ');
    expect(command, peer.name).toMatch(/\b3s?\b/);
  }
});

test('the script for wrk has each of the five operations as complete requests', () => {
  const work = workFor(ORIGIN);
  const script = luaScript(work);
  for (const { method, requests } of work.operations)
    for (const { path } of requests)
      expect(script).toContain(`"${method} ${path} HTTP/1.1\\013\\010Host: 127.0.0.1:8080`);
  expect(script.match(/^ {2}"/gm)).toHaveLength(5 * 64);
});

test('the work has five operations with 64 requests each, and says what a right answer is', () => {
  const { operations } = workFor(ORIGIN);
  expect(operations.map(({ id, method, status, contains }) => [id, method, status, contains])).toEqual([
    ['customers.search', 'GET', 200, '['],
    ['deals.create', 'POST', 201, '"id":'],
    ['deals.get', 'GET', 200, '"id":'],
    ['deals.update', 'PUT', 200, '"id":'],
    ['tax.calculate', 'POST', 200, '"total_tax":'],
  ]);
  for (const { requests } of operations) expect(requests).toHaveLength(64);
});
