import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { ChainWait } from '../../../src/measure/chain-wait.ts';

/** CPU time of the work, which is all that it takes on a core of its own. */
const WORK_MS = 60;
/** Works when a line comes in, and prints when it began and ended by the machine's monotonic clock, which all processes share. */
const WORKER = `
const now = () => Number(process.hrtime.bigint()) / 1e6;
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e3; };
process.stdin.once('data', () => {
  const [fromMs, before] = [now(), used()];
  while (used() - before < ${WORK_MS});
  console.log(JSON.stringify({ fromMs, toMs: now() }));
});
console.log('ready');`;

test('the bound of a process that shares a core is what the core was missing for, and no more', async () => {
  test.skip(process.platform !== 'linux', 'only Linux keeps the account, and has taskset');
  const rivals = ['while (true);', 'while (true);'].map(onFirstCore);
  const worker = onFirstCore(WORKER);
  try {
    await once(worker.stdout, 'data');
    const wait = ChainWait.begin(worker.pid ?? 0);
    worker.stdin.write('go\n');
    const [told] = await once(worker.stdout, 'data');
    wait?.stop();
    const step: { fromMs: number; toMs: number } = JSON.parse(String(told));
    // The largest of some: a pause between the two readings makes an offset smaller.
    const offsets = [1, 2, 3, 4, 5].map(() => performance.now() - Number(process.hrtime.bigint()) / 1e6);
    const offsetMs = Math.max(...offsets);
    const stretch = { fromMs: step.fromMs + offsetMs, toMs: step.toMs + offsetMs };
    const tookMs = step.toMs - step.fromMs;
    const atLeastMs = tookMs - (wait?.mostMs({ ...stretch, rootUntilMs: stretch.toMs }) ?? 0);
    expect(tookMs).toBeGreaterThan(1.5 * WORK_MS);
    // The truth is the work itself. The scheduler's accounts of CPU and waiting agree to within a tick or two.
    expect(atLeastMs).toBeLessThan(WORK_MS + 5);
    expect(atLeastMs).toBeGreaterThan(WORK_MS / 2);
  } finally {
    for (const { child } of [...rivals, worker]) child.kill('SIGKILL');
  }
});

function onFirstCore(script: string) {
  const child: ChildProcess = spawn('taskset', ['-c', '0', process.execPath, '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout, pid } = child;
  if (stdin === null || stdout === null) throw new Error('both were asked for as pipes');
  return { child, stdin, stdout, pid };
}
