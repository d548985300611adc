import { expect, test } from '@playwright/test';
import { runCommand } from '../../../../../lab/bench/run/run-command.ts';
import { readTreeUsage } from '../../../../../src/measure/process-tree.ts';

const node = (code: string) => ({ program: process.execPath, args: ['-e', code] });

test('the output of a tool that exits with 0 is what it printed', async () => {
  const running = runCommand(
    { ...node('console.log(process.env.BENCH_WORD)'), env: { BENCH_WORD: 'hello' } },
    30,
  );
  expect(await running.output).toBe('hello\n');
  expect(running.isRunning()).toBe(false);
});

test('a tool that does not end is killed with every process that it started', async () => {
  const child = "require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'])";
  const running = runCommand(node(`console.log(String(${child}.pid)); setInterval(() => 0, 1000)`), 4);
  const error = await running.output.catch((reason: Error) => reason.message);
  expect(error).toContain('found still running after 4 s');
  const childPid = Number(/(\d+)\s*$/.exec(String(error))?.[1]);
  expect(childPid, error).toBeGreaterThan(0);
  await expect.poll(() => readTreeUsage(childPid)?.rssBytes ?? 0).toBe(0);
});

test('a missing program is an error and does not end the bench', () => {
  expect(() => runCommand({ program: '/no/such/program', args: [] }, 5)).toThrow(
    'could not start /no/such/program',
  );
});

test('what a tool uses is that of its whole process tree', async () => {
  const burn = 'while (process.cpuUsage().user < 400_000); console.log(1); setInterval(() => 0, 1000)';
  const running = runCommand(
    node(
      `const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(burn)}], { stdio: ['ignore', 'inherit', 'ignore'] }); setInterval(() => child, 1000)`,
    ),
    30,
  );
  try {
    await expect
      .poll(() => readTreeUsage(running.pid)?.cpuSeconds ?? 0, { timeout: 20_000 })
      .toBeGreaterThan(0.3);
    const usage = readTreeUsage(running.pid);
    // Two Node processes, each of them well above 30 MB.
    expect(usage?.rssBytes ?? 0).toBeGreaterThan(60 * 2 ** 20);
    expect(usage?.peakRssBytes ?? 0).toBeGreaterThanOrEqual(usage?.rssBytes ?? Number.NaN);
  } finally {
    running.kill();
    await running.output.catch(() => undefined);
  }
  expect(readTreeUsage(running.pid)).toBeUndefined();
});

test('the usage of a process that has ended is not known', async () => {
  const running = runCommand(node(''), 30);
  await running.output;
  expect(readTreeUsage(running.pid)).toBeUndefined();
});
