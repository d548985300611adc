import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { schedulerWait } from '../../../src/measure/scheduler-wait.ts';

test('the second number of the account is the wait, in nanoseconds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-schedstat-'));
  try {
    const path = join(folder, 'schedstat');
    writeFileSync(path, '123456789 2500000 42\n');
    const waitedMs = schedulerWait(path);
    expect(waitedMs?.()).toBe(2.5);
    writeFileSync(path, '223456789 12500000 43\n');
    expect(waitedMs?.()).toBe(12.5);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a system without such an account has none', () => {
  expect(schedulerWait('/nowhere/schedstat')).toBeUndefined();
});

test('on Linux the account of this thread only grows', () => {
  test.skip(process.platform !== 'linux', 'only Linux keeps the account');
  const waitedMs = schedulerWait();
  const before = waitedMs?.() ?? Number.NaN;
  expect(before).toBeGreaterThanOrEqual(0);
  expect(waitedMs?.()).toBeGreaterThanOrEqual(before);
});
