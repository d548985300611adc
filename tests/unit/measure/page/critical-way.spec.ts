import { expect, test } from '@playwright/test';
import { criticalWay } from '../../../../src/measure/page/critical-way.ts';

/** Requests by name, each from its start to its end. */
function wayOf(requests: Record<string, readonly [number, number]>, fromMs: number, untilMs: number) {
  const all = Object.entries(requests).map(([name, [startMs, endMs]]) => ({
    name,
    startMs,
    durationMs: endMs - startMs,
  }));
  return criticalWay(all, fromMs, untilMs).map(({ request, startMs, endMs }) => [
    request.name,
    startMs,
    endMs,
  ]);
}

test('requests one after the other were all waited for', () => {
  expect(wayOf({ save: [5, 105], list: [110, 150] }, 0, 155)).toEqual([
    ['list', 110, 150],
    ['save', 5, 105],
  ]);
});

test('of requests side by side only the longest counts', () => {
  expect(wayOf({ customers: [10, 60], vehicles: [12, 90] }, 0, 100)).toEqual([['vehicles', 12, 90]]);
});

test('what a timer sent is not preceded by a request that was on when it began', () => {
  expect(wayOf({ users: [15, 320], tax: [225, 530] }, 0, 532)).toEqual([['tax', 225, 530]]);
});

test('a short request in the background that ends last does not hide the long one that was waited for', () => {
  expect(wayOf({ list: [10, 310], module: [300, 315] }, 0, 320)).toEqual([['list', 10, 310]]);
});

test('a request that ended after the last change was not waited for', () => {
  expect(wayOf({ list: [10, 50], names: [20, 80] }, 0, 60)).toEqual([['list', 10, 50]]);
});

test('a request that was on when the step began counts from there', () => {
  expect(wayOf({ poll: [-100, 40] }, 0, 60)).toEqual([['poll', 0, 40]]);
});

test('nothing was waited for without requests', () => {
  expect(wayOf({}, 0, 60)).toEqual([]);
});
