import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { acquireProcessLock, takeFreeLock } from '../../../src/base/process-lock.ts';

const MADE = resolve(import.meta.dirname, '../../made');

test('of several in one process only one holds the lock at a time, and each gets its turn', async () => {
  const path = test.info().outputPath('lock');
  let [holding, most, turns] = [0, 0, 0];
  const turn = async () => {
    const release = await acquireProcessLock(path);
    holding += 1;
    most = Math.max(most, holding);
    await nextTurn();
    turns += 1;
    holding -= 1;
    release();
  };
  await Promise.all([turn(), turn(), turn()]);
  expect({ most, turns }).toEqual({ most: 1, turns: 3 });
});

test('of several processes only one holds the lock at a time', async () => {
  const [lock, log] = [test.info().outputPath('lock'), test.info().outputPath('log')];
  const script = resolve(MADE, 'takes-turns.ts');
  const processes = [1, 2, 3].map(() => spawn(process.execPath, [script, lock, log], { stdio: 'inherit' }));
  const codes = await Promise.all(
    processes.map(async (each) => (await once(each, 'exit'))[0] as number | null),
  );
  expect(codes).toEqual([0, 0, 0]);
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3 * 20 * 2);
  for (let entry = 0; entry < lines.length; entry += 2) {
    const pid = lines[entry]?.replace(' in', '');
    expect(lines.slice(entry, entry + 2)).toEqual([`${pid} in`, `${pid} out`]);
  }
});

test('the lock of a process that lives is not taken, that of a process that was killed is free at once', async () => {
  const path = test.info().outputPath('lock');
  const holder = await holderOf(path);
  let taken = false;
  const waiting = acquireProcessLock(path).then((release) => {
    taken = true;
    return release;
  });
  await nextTurn();
  expect(taken).toBe(false);
  expect(takeFreeLock(path)).toBeUndefined();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  (await waiting)();
});

test('of several processes that wait for the lock of a process that is killed, one takes it, and the others after it', async () => {
  for (let death = 0; death < 3; death += 1) {
    const [lock, log] = [test.info().outputPath(`lock-${death}`), test.info().outputPath(`log-${death}`)];
    const holder = await holderOf(lock);
    const waiting = await Promise.all([1, 2, 3, 4].map(() => begun('waits-for-lock.ts', lock, log)));
    expect(existsSync(log), 'somebody got in while it was held').toBe(false);
    const ended = waiting.map(async (each) => (await once(each, 'exit'))[0] as number | null);
    holder.kill('SIGKILL');
    expect(await Promise.all(ended)).toEqual([0, 0, 0, 0]);
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    const ids = lines.filter((line) => line.endsWith(' in')).map((line) => line.replace(' in', ''));
    expect(new Set(ids).size).toBe(4);
    expect(lines, 'one after the other').toEqual(ids.flatMap((id) => [`${id} in`, `${id} out`]));
  }
});

test('the second release of a lock does not take it from its next holder', async () => {
  const path = test.info().outputPath('lock');
  const releaseFirst = await acquireProcessLock(path);
  releaseFirst();
  const releaseSecond = await acquireProcessLock(path);
  releaseFirst();
  let taken = false;
  const third = acquireProcessLock(path).then((release) => {
    taken = true;
    return release;
  });
  await nextTurn();
  expect(taken).toBe(false);
  releaseSecond();
  (await third)();
});

test('a lock in a folder that does not exist is an error, not an endless wait', async () => {
  await expect(acquireProcessLock(test.info().outputPath('none', 'deep'))).rejects.toThrow('cannot open it');
});

function holderOf(path: string): Promise<ChildProcess> {
  return begun('holds-lock.ts', path);
}

/** A process that has said how far it is. */
async function begun(script: string, ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [resolve(MADE, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}
