import { symlinkSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Allowance } from '../../../src/record/allowance.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { SpareFolder } from '../../../src/record/spare-folder.ts';

test('traffic and bursts of several processes share the budgets of a run', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  const budgets = { requests: 100, writes: 30 };
  const [one, other] = [new Allowance(budgets, folder), new Allowance(budgets, folder)];
  expect(one.left()).toEqual(budgets);
  folder.write(RUN_FILES.progress, { spent: { requests: 40, writes: 10 } });
  one.note({ requests: 15, writes: 15 });
  expect(other.left()).toEqual({ requests: 45, writes: 5 });
  expect(other.usedUp()).toBeUndefined();
  other.note({ requests: 6, writes: 6 });
  expect(one.usedUp()).toBe('its budget of 30 writes is used up (--write-budget)');
});

test('a budget is used up with its last request, and the traffic may say what it has sent since it last wrote', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  folder.write(RUN_FILES.progress, { spent: { requests: 1, writes: 1 } });
  const allowance = new Allowance({ requests: 100, writes: 30 }, folder);
  allowance.note({ requests: 40, writes: 20 });
  expect(allowance.usedUp({ requests: 59, writes: 9 })).toBeUndefined();
  expect(allowance.usedUp({ requests: 60, writes: 9 })).toBe(
    'its budget of 100 requests is used up (--request-budget)',
  );
  expect(allowance.usedUp({ requests: 10, writes: 10 })).toContain('30 writes');
});

test('a run that may not write has not used up its writes before it writes', () => {
  const allowance = new Allowance({ requests: 100, writes: 0 }, new RunFolder(test.info().outputPath('run')));
  expect(allowance.usedUp({ requests: 99, writes: 0 })).toBeUndefined();
  expect(allowance.usedUp({ requests: 1, writes: 1 })).toContain('0 writes');
});

test('a run without budgets has no end of them', () => {
  const allowance = new Allowance(undefined, new RunFolder(test.info().outputPath('run')));
  allowance.note({ requests: 1e9, writes: 1e9 });
  expect(allowance.left().writes).toBe(Number.POSITIVE_INFINITY);
  expect(allowance.usedUp()).toBeUndefined();
});

test('what bursts have sent is counted when the folder of the run takes no more files', () => {
  test.skip(process.platform !== 'linux', 'nobody may make files in /sys, which is a folder of Linux');
  // A name that no other test at the same time has: the files go into a folder of /dev/shm with this name.
  const path = test.info().outputPath(`2026-11-23T10-00-07-smoke-${process.pid}`);
  symlinkSync('/sys/kernel', path);
  const folder = new RunFolder(path);
  const { error: toTerminal } = console;
  console.error = () => undefined;
  try {
    const [one, other] = [0, 1].map(() => new Allowance({ requests: 100, writes: 30 }, folder));
    one?.note({ requests: 10, writes: 10 });
    other?.note({ requests: 5, writes: 5 });
    for (const allowance of [one, other]) expect(allowance?.left()).toEqual({ requests: 85, writes: 15 });
  } finally {
    console.error = toTerminal;
    new SpareFolder(folder.runId).discard();
  }
});
