import { expect, test } from '@playwright/test';
import type { TargetClock } from '../../../../src/target/preflight/clock-bounds.ts';
import { inquireClock } from '../../../../src/target/preflight/clock-inquiry.ts';
import { ClockTarget, type ClockTargetOptions } from '../../../made/clock-target.ts';

/** What the inquiry finds of a made target, and what it took. */
async function inquire(options: ClockTargetOptions): Promise<{ found: TargetClock; target: ClockTarget }> {
  const target = new ClockTarget(options);
  const found = await target.clock.during(inquireClock(target.ask, target.time), 1);
  return { found, target };
}

/** Expects an offset that is right within what the inquiry says of itself, which is at most so much. */
function expectKnown(found: TargetClock, offsetMs: number, uncertainMs: number): void {
  if (found.kind === 'unknown') throw new Error(found.why);
  expect(Math.abs(found.offsetMs - offsetMs)).toBeLessThanOrEqual(found.uncertainMs);
  expect(found.uncertainMs).toBeLessThanOrEqual(uncertainMs);
}

/** Where the target's second stands at the first question: the turns differ by it. */
const PHASES_MS = [0, 130, 499, 750, 999];

for (const offsetMs of [3_000, 3_021, -400, 0, -86_400_000]) {
  test(`a target whose clock is ${offsetMs} ms off is known to 25 ms, by 14 questions at most`, async () => {
    for (const phaseMs of PHASES_MS) {
      const { found, target } = await inquire({ offsetsMs: [offsetMs], phaseMs, backMs: () => 2 });
      expectKnown(found, offsetMs, 25);
      expect(target.questions).toBeLessThanOrEqual(14);
      expect(target.clock.nowMs()).toBeLessThan(3_200);
    }
  });
}

test('answers that take 300 ms make the offset uncertain by about as much, and not wrong', async () => {
  for (const phaseMs of PHASES_MS) {
    // All of the time goes by on one way: the worst case of what the formula has to allow for.
    const { found } = await inquire({ offsetsMs: [700], phaseMs, thereMs: () => 300 });
    expectKnown(found, 700, 320);
  }
});

test('answers that take between 10 and 160 ms in turn leave the offset right and known to 100 ms', async () => {
  const uneven = (question: number) => 5 + ((question * 37) % 76);
  for (const phaseMs of PHASES_MS) {
    const { found } = await inquire({
      offsetsMs: [-400],
      phaseMs,
      thereMs: uneven,
      backMs: (each) => uneven(each + 1),
    });
    expectKnown(found, -400, 100);
  }
});

test('a target that answers after 3 s is unknown after 4 s', async () => {
  const { found, target } = await inquire({ backMs: () => 3_000 });
  expect(found).toEqual({ kind: 'unknown', why: expect.stringContaining('too slow') });
  expect(target.clock.nowMs()).toBeLessThanOrEqual(4_001);
});

test('a target that never answers is unknown after 4 s', async () => {
  const { found, target } = await inquire({ backMs: () => 60_000 });
  expect(found).toEqual({ kind: 'unknown', why: 'the target did not answer in time' });
  expect(target.questions).toBe(1);
  expect(target.clock.nowMs()).toBeLessThanOrEqual(4_001);
});

test('a Date that never changes is said to stand still', async () => {
  for (const phaseMs of PHASES_MS) {
    const { found } = await inquire({ phaseMs, dateMs: () => 1_764_000_000_000 });
    expect(found).toEqual({
      kind: 'unknown',
      why: expect.stringMatching(/stood still for [12]\.\d\d s: a cache/),
    });
  }
});

test('the edges of a slow target are asked too, though one turn makes its bounds narrow for it', async () => {
  const { found, target } = await inquire({
    offsetsMs: [0, 900],
    machineOf: (question) => (question < 4 ? 0 : 1),
    backMs: () => 400,
  });
  expect(target.questions).toBe(9);
  expect(found).toEqual({ kind: 'unknown', why: expect.stringContaining('contradict each other') });
});

test('after a contradiction nothing more is asked', async () => {
  const { target } = await inquire({ offsetsMs: [0, 2_000], machineOf: (question) => question % 2 });
  expect(target.questions).toBe(4);
});

test('a Date that is up to 5 ms late, as a timer makes it, does not contradict itself', async () => {
  for (const phaseMs of PHASES_MS) {
    const { found } = await inquire({
      phaseMs,
      dateMs: (epochMs) => Math.floor((epochMs - 5) / 1000) * 1000,
      backMs: () => 1,
    });
    expectKnown(found, 0, 25);
  }
});

for (const apartMs of [2_000, 300, 100]) {
  test(`two machines ${apartMs} ms apart that answer in turn are reported, with a difference that is not too large`, async () => {
    for (const phaseMs of PHASES_MS) {
      for (const first of [0, 1]) {
        const { found } = await inquire({
          offsetsMs: [100, 100 + apartMs],
          machineOf: (question) => (question + first) % 2,
          phaseMs,
          backMs: () => 2,
        });
        if (found.kind === 'known') throw new Error(`known: ${found.offsetMs} at ${phaseMs}`);
        const seconds = Number(/contradict each other by (\d\.\d\d) s/.exec(found.why)?.[1]);
        expect(seconds * 1000).toBeLessThanOrEqual(apartMs);
        expect(seconds * 1000).toBeGreaterThanOrEqual(apartMs > 1_000 ? apartMs / 2 : 10);
      }
    }
  });
}

test('a machine that answers only the later questions is found by the edges', async () => {
  for (const aside of [250, -250]) {
    // The first machine answers until the bounds are narrow.
    const { found } = await inquire({
      offsetsMs: [0, aside],
      machineOf: (question) => (question < 9 ? 0 : 1),
      backMs: () => 2,
    });
    expect(found).toEqual({ kind: 'unknown', why: expect.stringContaining('contradict each other') });
  }
});

test('a clock of ours that is set meanwhile is said, with by how much', async () => {
  const target = new ClockTarget({ backMs: () => 2 });
  target.clock.after(1_200, () => {
    target.setByMs = -730;
  });
  const found = await target.clock.during(inquireClock(target.ask, target.time), 1);
  expect(found).toEqual({
    kind: 'unknown',
    why: expect.stringContaining("this machine's clock was set by -0.73 s"),
  });
});

test("a target's clock that is set meanwhile is a contradiction", async () => {
  const { found } = await inquire({
    machineOf: (question) => (question < 4 ? 0 : 1),
    offsetsMs: [0, 1_500],
    backMs: () => 2,
  });
  expect(found).toEqual({ kind: 'unknown', why: expect.stringContaining('its clock was set meanwhile') });
});

test('answers that say nothing are asked for three times, and the reason is handed on', async () => {
  const { found, target } = await inquire({ leftOut: () => 'no Date header' });
  expect(found).toEqual({ kind: 'unknown', why: 'no Date header' });
  expect(target.questions).toBe(3);
});

test('some answers that say nothing do not keep the others from being used', async () => {
  const { found, target } = await inquire({
    offsetsMs: [3_000],
    leftOut: (question) => (question % 3 === 0 ? 'status 503' : undefined),
    backMs: () => 2,
  });
  expectKnown(found, 3_000, 150);
  expect(target.questions).toBeLessThanOrEqual(16);
});
