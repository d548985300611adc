import { expect, test } from '@playwright/test';
import type { Clock } from '../../../src/base/clock.ts';
import { mayHideAnswer, OwnDelay, UNSEEN_STOP_MS } from '../../../src/measure/own-delay.ts';

/** An event loop whose life is told by the test: what it does, how long it idles, how long it waits for a core. */
class ToldLoop {
  nowMs = 0;
  idleMs = 0;
  waitedMs = 0;

  busy(ms: number): this {
    this.nowMs += ms;
    return this;
  }

  idle(ms: number): this {
    this.nowMs += ms;
    this.idleMs += ms;
    return this;
  }

  /** Waits for a core after the kernel woke the thread up: libuv counts it as idle time. */
  wait(ms: number): this {
    this.waitedMs += ms;
    return this.idle(ms);
  }

  delay(knowsWaits = true): OwnDelay {
    return new OwnDelay(this.nowMs, {
      idleMs: () => this.idleMs,
      waitedMs: knowsWaits ? () => this.waitedMs : undefined,
    });
  }
}

test('a reply that wakes an idle loop is delayed by what the loop did since the last mark', () => {
  const loop = new ToldLoop();
  const delay = loop.delay();
  delay.mark(loop.busy(1).nowMs);
  expect(delay.mark(loop.busy(0.5).idle(20).busy(0.25).nowMs)).toBeCloseTo(0.75);
});

test('replies of one stretch without idle time may all have waited since it began', () => {
  const loop = new ToldLoop();
  const delay = loop.delay();
  delay.mark(loop.nowMs);
  expect(delay.mark(loop.idle(5).busy(1).nowMs)).toBeCloseTo(1);
  expect(delay.mark(loop.busy(2).nowMs)).toBeCloseTo(3);
  expect(delay.mark(loop.busy(4).nowMs)).toBeCloseTo(7);
  expect(delay.mark(loop.idle(1).busy(1).nowMs)).toBeCloseTo(1);
});

test('a pause of the process is in the bound of every reply that is read after it', () => {
  const loop = new ToldLoop();
  const delay = loop.delay();
  delay.mark(loop.nowMs);
  expect(delay.mark(loop.idle(3).busy(2_000).nowMs)).toBeCloseTo(2_000);
});

/** Marks whenever the test says that the beat comes. */
function watched(loop: ToldLoop): { delay: OwnDelay; beat(): void } {
  const delay = loop.delay();
  let beat = () => {};
  const clock: Clock = {
    nowMs: () => loop.nowMs,
    after: () => () => {},
    every: (_, callback) => {
      beat = callback;
      return () => {};
    },
  };
  delay.watch(clock);
  return { delay, beat: () => beat() };
}

test('a process that was stopped while it idled delayed everything since the last mark', () => {
  const loop = new ToldLoop();
  const { delay, beat } = watched(loop);
  delay.mark(loop.idle(5).nowMs);
  expect(delay.mark(loop.idle(2_000).busy(0.5).nowMs)).toBeCloseTo(2_000.5);
  expect(delay.mark(loop.busy(1).nowMs)).toBeCloseTo(2_001.5);
  loop.busy(0.1);
  beat();
  expect(delay.mark(loop.busy(0.1).nowMs)).toBeCloseTo(2_001.7);
  expect(delay.mark(loop.idle(10).busy(1).nowMs)).toBeCloseTo(1);
});

test('a stop that is longer than what may go unnoticed is noticed whenever it begins, a shorter one is if it meets a beat', () => {
  for (const sinceBeatMs of [0, 5, 10, 19]) {
    const loop = new ToldLoop();
    const { delay } = watched(loop);
    delay.mark(loop.idle(sinceBeatMs).nowMs);
    const stopMs = UNSEEN_STOP_MS + 0.1;
    expect(delay.mark(loop.idle(stopMs).nowMs), `${sinceBeatMs} ms after a beat`).toBeCloseTo(stopMs);
  }
  const bounds = [0, 19].map((sinceBeatMs) => {
    const loop = new ToldLoop();
    const { delay } = watched(loop);
    delay.mark(loop.idle(sinceBeatMs).nowMs);
    return delay.mark(loop.idle(UNSEEN_STOP_MS - 0.1).nowMs);
  });
  expect(bounds).toEqual([0, UNSEEN_STOP_MS - 0.1]);
});

test('a loop that wakes up in time was not stopped, however long it idles in total', () => {
  const loop = new ToldLoop();
  const { delay, beat } = watched(loop);
  for (let beats = 0; beats < 10; beats += 1) {
    loop.idle(21);
    beat();
  }
  expect(delay.mark(loop.idle(19).busy(0.5).nowMs)).toBeCloseTo(0.5);
});

test('a beat that work or a wait for a core made late is no stop', () => {
  const loop = new ToldLoop();
  const { delay } = watched(loop);
  expect(delay.mark(loop.idle(15).busy(50).nowMs)).toBeCloseTo(50);
  const waiting = new ToldLoop();
  expect(watched(waiting).delay.mark(waiting.idle(15).wait(40).busy(1).nowMs)).toBeCloseTo(41);
});

test('a wait for a core is in the bound, although the loop counts it as idle', () => {
  const loop = new ToldLoop();
  const delay = loop.delay();
  delay.mark(loop.nowMs);
  expect(delay.mark(loop.idle(10).wait(8).busy(0.1).nowMs)).toBeCloseTo(8.1);
});

test('a wait that is too short ago to be read is bounded by the idle time that can hide it', () => {
  const loop = new ToldLoop();
  const delay = loop.delay();
  delay.mark(loop.idle(1).nowMs);
  expect(delay.mark(loop.wait(0.1).busy(0.05).nowMs)).toBeCloseTo(0.15);
});

test('where the system keeps no account of waits, the bound is what the loop did', () => {
  const loop = new ToldLoop();
  const delay = loop.delay(false);
  delay.mark(loop.nowMs);
  expect(delay.mark(loop.wait(8).busy(0.1).nowMs)).toBeCloseTo(0.1);
});

test('a real loop that computes for 30 ms bounds the delay of what comes after by that much', async () => {
  const delay = new OwnDelay();
  await new Promise((resolve) => setTimeout(resolve, 2));
  delay.mark(performance.now());
  const untilMs = performance.now() + 30;
  while (performance.now() < untilMs);
  expect(delay.mark(performance.now())).toBeGreaterThanOrEqual(30);
});

for (const [name, latencyMs, ownDelayMs, expected] of [
  ['after a pause that may have hidden its reply', 36_000, 2_000, true],
  ['that comes in spite of a pause', 37_500, 2_000, false],
  ['of a measurer on time', 35_400, 20, false],
  ['of a connection that did not open, after a pause', undefined, 2_000, true],
  ['of a connection that did not open', undefined, 20, false],
] as const) {
  test(`a timeout ${name} is ${expected ? 'perhaps' : 'not'} the measurer's`, () => {
    const latencyUs = latencyMs === undefined ? undefined : latencyMs * 1000;
    expect(mayHideAnswer({ latencyUs, ownDelayUs: ownDelayMs * 1000 }, 35_000)).toBe(expected);
  });
}
