import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, test } from '@playwright/test';
import { type Priority, priorityOf, setPriorityOf } from '../../../src/measure/measurer-priority.ts';
import { inOwnSession } from '../../made/in-own-session.ts';
import { mayGoFirst } from '../../made/may-go-first.ts';

const MODULE = new URL('../../../src/measure/measurer-priority.ts', import.meta.url).href;
const IMPORT = `import { goFirst, priorityOf } from '${MODULE}';`;

/** The priorities that a process in a session of its own had before it went first, then, and after that. */
interface Priorities {
  readonly before: Priority;
  readonly first: Priority;
  readonly after: Priority;
}

/** @param code says what `first` and `after` are; `before` is there */
function prioritiesOf(code: string): Promise<Priorities> {
  const text = `${IMPORT} const before = priorityOf(); ${code} console.log(JSON.stringify({ before, first, after }));`;
  return inOwnSession(['--input-type=module', '-e', text]);
}

/** A process in a session of its own, so that its scheduling group is not that of the tests. */
function sleeper(): ChildProcess & { readonly pid: number } {
  const child = spawn('sleep', ['30'], { detached: true, stdio: 'ignore' });
  if (child.pid === undefined) throw new Error('sleep did not start');
  return Object.assign(child, { pid: child.pid });
}

test('a process may always be put behind others', () => {
  const child = sleeper();
  try {
    setPriorityOf(child.pid, { nice: 3 });
    expect(priorityOf(child.pid).nice).toBe(3);
    expect(getPriority(child.pid)).toBe(3);
  } finally {
    child.kill();
  }
});

test('with the right to it, as root has, the process goes first, and so does its scheduling group where the kernel has groups', () => {
  test.skip(!mayGoFirst(), 'this process may not go before others');
  const child = sleeper();
  try {
    setPriorityOf(child.pid, { nice: -3, groupNice: -4 });
    const { nice, groupNice } = priorityOf(child.pid);
    expect(nice).toBe(-3);
    if (groupNice !== undefined)
      expect(readFileSync(`/proc/${child.pid}/autogroup`, 'utf8')).toContain('nice -4');
  } finally {
    child.kill();
  }
});

test('without the right to it nothing changes, and nothing fails', () => {
  const nobody = 2 ** 22 + 1;
  setPriorityOf(nobody, { nice: -3, groupNice: -4 });
  expect(priorityOf(nobody)).toEqual({ nice: 0 });
});

test('a process that went first can step back', async () => {
  const { before, first, after } = await prioritiesOf(
    'const stepBack = goFirst(); const first = priorityOf(); stepBack(); const after = priorityOf();',
  );
  expect(first.nice).toBeLessThanOrEqual(before.nice);
  expect(after).toEqual(before);
});

test('the end of a process that went first gives its scheduling group back', async () => {
  const text = `${IMPORT} goFirst(); console.log(JSON.stringify(priorityOf()));`;
  // The child shares the group of the process that starts it.
  const { before, first, after } = await prioritiesOf(`
    import { spawnSync } from 'node:child_process';
    const child = ['--input-type=module', '-e', ${JSON.stringify(text)}];
    const first = JSON.parse(spawnSync(process.execPath, child, { encoding: 'utf8' }).stdout);
    const after = priorityOf();`);
  expect(first.nice).toBeLessThanOrEqual(before.nice);
  if (mayGoFirst()) expect(first).not.toEqual(before);
  expect(after).toEqual(before);
});

test('a process whose group another one has put first leaves the group as it is', async () => {
  const { before, first, after } = await prioritiesOf(
    'const stepBack = goFirst({ group: false }); const first = priorityOf(); stepBack(); const after = priorityOf();',
  );
  expect(first.nice).toBeLessThanOrEqual(before.nice);
  expect(first.groupNice).toBe(before.groupNice);
  expect(after).toEqual(before);
});
