import { expect, test } from '@playwright/test';
import { atMost, realClock, sleep } from '../../../src/base/clock.ts';
import { FakeClock } from '../../made/fake-clock.ts';

for (const [name, clock, advance] of [
  ['the real clock', realClock, async () => undefined],
  ['the fake clock', new FakeClock(), async (fake: FakeClock) => fake.advance(20)],
] as const) {
  test(`${name} calls back once after a while, again and again at intervals, and not when it was cancelled`, async () => {
    const called: string[] = [];
    const startedMs = clock.nowMs();
    const done = new Promise<void>((resolve) => {
      clock.after(15, resolve);
    });
    clock.after(5, () => called.push('once'));
    clock.after(5, () => called.push('cancelled'))();
    const twice = new Promise<void>((resolve) => {
      const stop = clock.every(4, () => {
        called.push('again');
        if (called.filter((what) => what === 'again').length < 2) return;
        stop();
        resolve();
      });
    });
    if (clock instanceof FakeClock) await advance(clock);
    await Promise.all([done, twice]);
    expect(called.filter((what) => what === 'once')).toHaveLength(1);
    expect(called.filter((what) => what === 'again')).toHaveLength(2);
    expect(called).not.toContain('cancelled');
    // A timer may be early by a fraction of a millisecond.
    expect(clock.nowMs() - startedMs).toBeGreaterThan(14);
  });
}

test('a sleep ends when its time is up, or as soon as its signal aborts', async () => {
  const clock = new FakeClock();
  const ended: string[] = [];
  const abort = new AbortController();
  void sleep(clock, 100).then(() => ended.push(`slept until ${clock.nowMs()}`));
  void sleep(clock, 100, abort.signal).then(() => ended.push(`aborted at ${clock.nowMs()}`));
  await clock.advance(30);
  abort.abort();
  await sleep(clock, 100, abort.signal);
  await clock.advance(100);
  expect(ended).toEqual(['aborted at 30', 'slept until 100']);
});

test('work is waited for until it is done, but no longer than the time given', async () => {
  const clock = new FakeClock();
  const [quick, slow] = [
    atMost(clock, 1_000, [sleep(clock, 50)]),
    atMost(clock, 1_000, [sleep(clock, 5_000)]),
  ];
  await clock.during(quick);
  expect(clock.nowMs()).toBe(50);
  await clock.during(slow);
  expect(clock.nowMs()).toBe(1_000);
  await expect(atMost(clock, 1_000, [Promise.reject(new Error('no'))])).rejects.toThrow('no');
});
