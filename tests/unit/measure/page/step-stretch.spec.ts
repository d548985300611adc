import { expect, test } from '@playwright/test';
import { mostOwnMs, PageClock, stepStretch } from '../../../../src/measure/page/step-stretch.ts';

const MARK = {
  timeOrigin: 1_000,
  startMs: 200,
  changedMs: 260,
  endMs: 280,
  startedBy: 'input',
  inputs: [],
} as const;
const RUNNER = { actedMs: 5_230, isAsked: false };

/** The page's clock said 330 somewhere between 5,330 and 5,334 on the runner's. */
function readOnce(): PageClock {
  const clock = new PageClock();
  clock.note({ timeOrigin: 1_000, nowMs: 330, askedMs: 5_330, answeredMs: 5_334 });
  return clock;
}

test('the stretch contains the step, wherever the page read its clock, which is rounded', () => {
  const { fromMs, toMs } = stepStretch(MARK, readOnce(), RUNNER);
  expect([fromMs, toMs]).toEqual([5_199.9, 5_284.1]);
});

test('each further reading narrows it down, and a slow one does no harm', () => {
  const clock = readOnce();
  clock.note({ timeOrigin: 1_000, nowMs: 340, askedMs: 5_342, answeredMs: 5_390 });
  const { fromMs, toMs } = stepStretch(MARK, clock, RUNNER);
  expect([fromMs, toMs]).toEqual([5_201.9, 5_284.1]);
});

test('the page may wait for the runner until its action is done', () => {
  expect(stepStretch(MARK, readOnce(), RUNNER).rootUntilMs).toBe(5_230);
});

test('a navigation waits for no input of the runner', () => {
  const mark = { ...MARK, startMs: 0, startedBy: 'navigation' } as const;
  const { fromMs, rootUntilMs } = stepStretch(mark, readOnce(), RUNNER);
  expect(rootUntilMs).toBe(fromMs);
});

test('a page whose requests the runner answers may wait for it to the end of the step', () => {
  const { toMs, rootUntilMs } = stepStretch(MARK, readOnce(), { ...RUNNER, isAsked: true });
  expect(rootUntilMs).toBe(toMs);
});

test('of a document that is gone nothing is known, so all of the time counts', () => {
  const clock = readOnce();
  clock.note({ timeOrigin: 2_000, nowMs: 1, askedMs: 6_000, answeredMs: 6_001 });
  const { fromMs, toMs } = stepStretch(MARK, clock, RUNNER);
  expect([fromMs, toMs]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test('a wait of the page counts as often as the device is slower, and that of another thread once', () => {
  const stretch = { fromMs: 0, toMs: 500, rootUntilMs: 100 };
  const waits = (part: string | undefined) => (part === 'page' ? 100 : 130);
  const own = (slowdown: number) => mostOwnMs((asked) => waits(asked.part), stretch, slowdown);
  expect([own(1), own(4)]).toEqual([130, 430]);
});
