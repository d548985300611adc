import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, test } from '@playwright/test';
import { goFirst, priorityOf, setPriorityOf } from '../../../src/measure/measurer-priority.ts';

const groupNiceAtStart = priorityOf().groupNice;

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

test('as root, the process goes first, and so does its scheduling group where the kernel has groups', () => {
  test.skip(process.getuid?.() !== 0, 'only root may go before others');
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

test('a process that went first can step back', () => {
  const before = priorityOf();
  const stepBack = goFirst();
  const first = priorityOf();
  stepBack();
  expect(first.nice).toBeLessThanOrEqual(before.nice);
  expect(priorityOf()).toEqual(before);
});

test('the end of a process that went first gives its scheduling group back', () => {
  const module = new URL('../../../src/measure/measurer-priority.ts', import.meta.url).href;
  const text = `import { goFirst, priorityOf } from '${module}'; goFirst(); process.stdout.write(String(priorityOf().nice));`;
  // The child shares the group of this process.
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' });
  expect(child.stderr).toBe('');
  expect(Number(child.stdout)).toBeLessThanOrEqual(priorityOf().nice);
  expect(priorityOf().groupNice).toBe(groupNiceAtStart);
});

test('a process whose group another one has put first leaves the group as it is', () => {
  const before = priorityOf();
  const stepBack = goFirst({ group: false });
  const first = priorityOf();
  stepBack();
  expect(first.nice).toBeLessThanOrEqual(before.nice);
  expect(first.groupNice).toBe(before.groupNice);
  expect(priorityOf()).toEqual(before);
});
