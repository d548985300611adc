import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { figuresByOperation, figuresOverall } from '../../../src/measure/operation-figures.ts';
import { Recorder } from '../../../src/measure/recorder.ts';
import type { Slice } from '../../../src/measure/slice.ts';
import { madeSlice } from '../../made/slices.ts';

/** Slices as a run would write them: each inner list is one, its entries are requests. */
function slicesOf(...slices: readonly (readonly [operationId: string, latencyUs: number])[][]): Slice[] {
  const recorder = new Recorder(['deals.list', 'auth.me']);
  return slices.map((requests, index) => {
    for (const [operationId, latencyUs] of requests) recorder.end(operationId, 'ok', latencyUs, 1);
    return madeSlice(index, recorder.takeSlice());
  });
}

const slices = slicesOf(
  [
    ['deals.list', 100],
    ['auth.me', 10],
  ],
  [
    ['deals.list', 300],
    ['deals.list', 200],
  ],
);

test('the figures of an operation are those of all its slices, in the order of the ids', () => {
  const figures = figuresByOperation(slices.map(decodeSlice));
  expect([...figures.keys()]).toEqual(['auth.me', 'deals.list']);
  expect(figures.get('deals.list')).toMatchObject({
    sent: 3,
    ok: 3,
    failed: 0,
    unfinished: 0,
    bytesReceived: 3,
  });
  expect(figures.get('deals.list')?.successes.maxUs).toBe(300);
});

test('the overall figures are those of all operations together', () => {
  const { sent, all } = figuresOverall(slices.map(decodeSlice));
  expect([sent, all.count, all.minUs, all.percentileUs(50), all.maxUs]).toEqual([4, 4, 10, 100, 300]);
});

test('without slices there are no requests and no latency', () => {
  const { sent, all } = figuresOverall([]);
  expect([sent, all.percentileUs(95)]).toEqual([0, undefined]);
});
