import { expect, test } from '@playwright/test';
import { decodeOperations } from '../../../src/measure/decoded-slice.ts';
import { sumOperation } from '../../../src/measure/operation-figures.ts';
import { OUTCOMES, type Outcome } from '../../../src/measure/outcome.ts';
import { Recorder } from '../../../src/measure/recorder.ts';
import type { OperationSlice } from '../../../src/measure/slice.ts';

const noSlice: OperationSlice = { outcomes: {}, bytesReceived: 0 };

const decoded = (...parts: readonly OperationSlice[]) =>
  parts.flatMap((part) => Object.values(decodeOperations({ part })));

test('sent is ok plus failed plus unfinished', () => {
  const recorder = new Recorder(['deals.list']);
  const ends: Outcome[] = ['ok', 'ok', 'ok', 'server_error', 'timeout', 'rate_limited', 'unfinished'];
  for (const outcome of ends) {
    recorder.start();
    recorder.end('deals.list', outcome, outcome === 'unfinished' ? undefined : 1000, 10);
  }
  const figures = sumOperation(decoded(recorder.takeSlice()['deals.list'] ?? noSlice));
  expect([figures.sent, figures.ok, figures.failed, figures.unfinished]).toEqual([7, 3, 3, 1]);
  expect(figures.bytesReceived).toBe(70);
});

test('each outcome is counted under its own name', () => {
  const recorder = new Recorder(['deals.list']);
  OUTCOMES.forEach((outcome, index) => {
    for (let times = 0; times <= index; times += 1) recorder.end('deals.list', outcome, undefined, 0);
  });
  const expected = Object.fromEntries(OUTCOMES.map((outcome, index) => [outcome, index + 1]));
  expect(recorder.takeSlice()['deals.list']?.outcomes).toEqual(expected);
});

test('an unfinished request does not count as a failure in the totals either', () => {
  const recorder = new Recorder(['deals.list']);
  for (const outcome of ['ok', 'server_error', 'unfinished'] as const) {
    recorder.start();
    recorder.end('deals.list', outcome, undefined, 0);
  }
  const { sent, ended, failed } = recorder.totals();
  expect({ sent, ended, failed }).toEqual({ sent: 3, ended: 3, failed: 1 });
});

test('an operation that was not announced is refused by name', () => {
  expect(() => new Recorder(['deals.list']).end('deals.lsit', 'ok', 1, 0)).toThrow('deals.lsit');
});

test('successes and failures keep their latencies apart, and together make up all', () => {
  const recorder = new Recorder(['deals.list']);
  recorder.end('deals.list', 'ok', 100, 0);
  recorder.end('deals.list', 'server_error', 900, 0);
  const { successes, all } = sumOperation(decoded(recorder.takeSlice()['deals.list'] ?? noSlice));
  expect([successes.count, successes.maxUs, all.count, all.maxUs]).toEqual([1, 100, 2, 900]);
});

test('an end without an answer has no latency', () => {
  const recorder = new Recorder(['deals.list']);
  recorder.end('deals.list', 'refused', undefined, 0);
  expect(recorder.takeSlice()['deals.list']).toEqual({ outcomes: { refused: 1 }, bytesReceived: 0 });
  expect(recorder.totals().all.count).toBe(0);
});

test('the slices sum up to what one slice over all would have been', () => {
  const [sliced, whole] = [new Recorder(['tax.batch']), new Recorder(['tax.batch'])];
  const slices: OperationSlice[] = [];
  for (let request = 1; request <= 3000; request += 1) {
    for (const recorder of [sliced, whole])
      recorder.end('tax.batch', request % 7 === 0 ? 'reset' : 'ok', request, request);
    if (request % 1000 === 0) slices.push(sliced.takeSlice()['tax.batch'] ?? noSlice);
  }
  const [summed, once] = [
    sumOperation(decoded(...slices)),
    sumOperation(decoded(whole.takeSlice()['tax.batch'] ?? noSlice)),
  ];
  expect(slices).toHaveLength(3);
  expect(summed.outcomes).toEqual(once.outcomes);
  expect([summed.sent, summed.failed, summed.bytesReceived]).toEqual([3000, 428, 4_501_500]);
  for (const p of [5, 50, 95, 99, 100]) {
    expect(summed.successes.percentileUs(p)).toBe(once.successes.percentileUs(p));
    expect(summed.all.percentileUs(p)).toBe(once.all.percentileUs(p));
  }
});

test('a slice holds only the operations that did something in it', () => {
  const recorder = new Recorder(['deals.list', 'deals.get']);
  recorder.end('deals.get', 'ok', 5, 0);
  expect(Object.keys(recorder.takeSlice())).toEqual(['deals.get']);
  expect(recorder.takeSlice()).toEqual({});
});

test('an unknown outcome is an error, and nothing is counted', () => {
  const recorder = new Recorder(['deals.list']);
  expect(() => recorder.end('deals.list', 'odd' as Outcome, 1000, 10)).toThrow('found "odd"');
  expect([recorder.takeSlice(), recorder.totals().ended]).toEqual([{}, 0]);
});

test('a slice says with which statuses requests failed, and when', () => {
  const recorder = new Recorder(['deals.list']);
  recorder.end('deals.list', 'server_error', 1000, 0);
  recorder.failed('deals.list', 'server_error', 503, 2_000);
  const { 'deals.list': slice } = recorder.takeSlice();
  expect(slice).toMatchObject({ statuses: { 503: 1 }, failedFromMs: 2_000, failedToMs: 2_000 });
  recorder.end('deals.list', 'ok', 1000, 0);
  const { 'deals.list': next } = recorder.takeSlice();
  expect(Object.keys(next ?? {})).not.toContain('statuses');
});
