import { expect, test } from '@playwright/test';
import { splitStep } from '../../../../src/measure/page/split-step.ts';
import type { StepRequest } from '../../../../src/measure/page/step-request.ts';
import { madeRequest, madeStep, notNothing, sumOf } from '../../../made/step.ts';

test('a request is split into queueing, network and the parts of the server', () => {
  const request = madeRequest(5, 100, { total: 80, db: 60, crypto: 5 });
  expect(notNothing(splitStep(madeStep(120, { requests: [request] })))).toEqual({
    // 5 ms before the request and 5 after it: work too short to be told.
    scriptMs: 10,
    queueingMs: 1,
    networkMs: 19,
    serverAppMs: 15,
    serverDbMs: 60,
    serverCryptoMs: 5,
    paintMs: 10,
  });
});

test('parts that ran side by side on the server never sum up to more than its total', () => {
  const request = madeRequest(0, 103, { total: 80, db: 120, crypto: 40 });
  expect(notNothing(splitStep(madeStep(113, { requests: [request] })))).toEqual({
    queueingMs: 1,
    networkMs: 22,
    serverDbMs: 60,
    serverCryptoMs: 20,
    paintMs: 10,
  });
});

test('a server that claims more time than its answer took gets no more than that', () => {
  const request = madeRequest(0, 53, { total: 500, db: 500 });
  expect(notNothing(splitStep(madeStep(63, { requests: [request] })))).toMatchObject({ serverDbMs: 50 });
});

test('waiting without Server-Timing cannot be told from the network', () => {
  const request = madeRequest(0, 53);
  expect(notNothing(splitStep(madeStep(63, { requests: [request] })))).toEqual({
    queueingMs: 1,
    networkMs: 52,
    paintMs: 10,
  });
});

test('a request of which only start and end are known is network', () => {
  const opaque: StepRequest = { path: '/font', startMs: 0, durationMs: 60, serverTiming: [] };
  expect(notNothing(splitStep(madeStep(70, { requests: [opaque] })))).toEqual({ networkMs: 60, paintMs: 10 });
});

test('a main thread that is busy when the input comes is input delay', () => {
  const step = madeStep(330, { inputs: [{ atMs: 0, handledMs: 300 }] });
  expect(notNothing(splitStep(step))).toEqual({ inputDelayMs: 300, scriptMs: 20, paintMs: 10 });
});

test('a long handler is script', () => {
  const step = madeStep(330, { handlers: [{ startMs: 0, endMs: 300 }] });
  expect(notNothing(splitStep(step))).toEqual({ scriptMs: 320, paintMs: 10 });
});

test('a long animation frame is script, but for what a request was waited for in it', () => {
  const step = madeStep(400, {
    longFrames: [{ startMs: 50, endMs: 380 }],
    requests: [madeRequest(20, 103, { total: 100 })],
  });
  expect(notNothing(splitStep(step))).toEqual({
    queueingMs: 1,
    networkMs: 2,
    serverAppMs: 100,
    scriptMs: 287,
    paintMs: 10,
  });
});

test('script that holds back the last frame is script, the rest of that frame is paint', () => {
  const step = madeStep(400, { changedMs: 20, scripts: [{ startMs: 10, endMs: 350 }] });
  expect(notNothing(splitStep(step))).toEqual({ scriptMs: 350, paintMs: 50 });
});

test('a long gap that no long frame explains is a wait of the page itself', () => {
  const request = madeRequest(210, 13, { total: 10 });
  expect(notNothing(splitStep(madeStep(233, { requests: [request] })))).toEqual({
    idleMs: 210,
    queueingMs: 1,
    networkMs: 2,
    serverAppMs: 10,
    paintMs: 10,
  });
});

test('time until the last key of a typed text is the person’s', () => {
  const inputs = [0, 40, 80].map((atMs) => ({ atMs, handledMs: atMs + 1 }));
  expect(notNothing(splitStep(madeStep(100, { inputs })))).toEqual({
    inputDelayMs: 3,
    idleMs: 78,
    scriptMs: 9,
    paintMs: 10,
  });
});

test('a click that waits for the handler of its own press is that handler’s work', () => {
  const step = madeStep(330, {
    inputs: [
      { atMs: 0, handledMs: 1 },
      { atMs: 5, handledMs: 301 },
    ],
    handlers: [{ startMs: 1, endMs: 301 }],
  });
  expect(notNothing(splitStep(step))).toEqual({ inputDelayMs: 1, scriptMs: 319, paintMs: 10 });
});

test('parts add up to the step whatever its timeline looks like', () => {
  let state = 7;
  const random = (most: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647) * most;
  };
  const wrong: string[] = [];
  for (let trial = 0; trial < 500; trial += 1) {
    const endMs = 20 + random(2_000);
    const stretch = () => {
      const startMs = random(endMs) - 50;
      return { startMs, endMs: startMs + random(400) };
    };
    const many = <T>(make: () => T) => Array.from({ length: Math.floor(random(6)) }, make);
    const step = madeStep(endMs, {
      changedMs: endMs - random(endMs),
      inputs: many(stretch).map(({ startMs, endMs: handledMs }) => ({ atMs: startMs, handledMs })),
      requests: many(() =>
        madeRequest(random(endMs), 3 + random(500), {
          total: random(500),
          db: random(500),
          crypto: random(90),
        }),
      ),
      handlers: many(stretch),
      scripts: many(stretch),
      longFrames: many(stretch),
    });
    const parts = splitStep(step);
    const leastMs = Math.min(...Object.values(parts));
    if (!(Math.abs(sumOf(parts) - endMs) < 1e-6 && leastMs >= 0))
      wrong.push(`trial ${trial}: ${sumOf(parts)} instead of ${endMs} ms, the least part ${leastMs} ms`);
  }
  expect(wrong).toEqual([]);
});
