import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { noteCoresOf } from '../../../src/run/note-cores.ts';
import { FakeClock } from '../../made/fake-clock.ts';

const SERVERS = ['DATABASE_URL', 'REDIS_URL'] as const;
const before = SERVERS.map((name) => process.env[name]);

test.beforeEach(() => {
  for (const name of SERVERS) delete process.env[name];
});
test.afterEach(() => {
  for (const [index, name] of SERVERS.entries()) {
    const value = before[index];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

function linesAfter(ms: number): number {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  const clock = new FakeClock();
  const stop = noteCoresOf({ pid: process.pid }, folder, clock);
  clock.jump(ms);
  stop();
  clock.jump(60_000);
  const path = folder.file(RUN_FILES.cores);
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').length : 0;
}

test('the cores are counted at once and every two seconds, until the target stops', () => {
  test.skip(process.platform !== 'linux', 'only Linux tells how long threads wait for a core');
  expect(linesAfter(6_000)).toBe(4);
});

test('a target whose database was there before is not watched: it would count as another program', () => {
  process.env.DATABASE_URL = 'postgres://reader@127.0.0.1:5432/desk';
  expect(linesAfter(6_000)).toBe(0);
});
