import { spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { readTreeCoreTimes, treeCoreTimesBetween } from '../../../src/measure/process-tree.ts';

test('a child that works is seen in the times of its parent', async () => {
  test.skip(process.platform !== 'linux', 'the times are read from /proc, which only Linux has');
  const before = readTreeCoreTimes(process.pid) ?? new Map();
  const busy =
    'const until = performance.now() + 50; while (performance.now() < until); console.log(1); setInterval(() => {}, 1e3)';
  const child = spawn(process.execPath, ['-e', busy], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const after = readTreeCoreTimes(process.pid) ?? new Map();
    const own = new Map([...after].filter(([task]) => task === String(child.pid)));
    const { ranNs, waitedNs } = treeCoreTimesBetween(before, own);
    // It span for 50 ms by the clock: on a core, or waiting for one.
    expect((ranNs + waitedNs) / 1e6).toBeGreaterThan(45);
  } finally {
    child.kill();
  }
});
