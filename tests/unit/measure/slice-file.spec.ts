import { appendFileSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Slice } from '../../../src/measure/slice.ts';
import { appendSlice, readSlices } from '../../../src/measure/slice-file.ts';

const calm = {
  eventLoopDelayP99Ms: 1,
  eventLoopDelayMaxMs: 2,
  generatorCpu: 0.1,
  hostCpu: 0.2,
  gcPauseMs: 0,
  gcCount: 0,
  clockStepMs: 0,
  rssBytes: 1,
};

const slice = (fromMs: number): Slice => ({
  kind: 'slice',
  phase: 'plateau',
  fromMs,
  toMs: fromMs + 10_000,
  vus: 10,
  operations: { 'deals.list': { outcomes: { ok: 3 }, bytesReceived: 9 } },
  health: calm,
  disturbed: [],
});

test('slices come back as they were written, in their order', () => {
  const path = test.info().outputPath('slices.jsonl');
  for (const fromMs of [0, 10_000, 20_000]) appendSlice(path, slice(fromMs));
  expect(readSlices(path)).toMatchObject([slice(0), slice(10_000), slice(20_000)]);
});

test('each line tells its version', () => {
  const path = test.info().outputPath('versions.jsonl');
  appendSlice(path, slice(0));
  expect(readFileSync(path, 'utf8')).toContain('"version":1');
});

test('a last line that a crash cut short is left out, wherever it was cut', () => {
  const whole = JSON.stringify(slice(10_000));
  for (const length of [1, 2, 40, whole.length - 1]) {
    const path = test.info().outputPath(`cut-${length}.jsonl`);
    appendSlice(path, slice(0));
    appendFileSync(path, whole.slice(0, length));
    expect(readSlices(path), `cut after ${length} characters`).toMatchObject([slice(0)]);
  }
});

test('a file that was never begun has no slices', () => {
  expect(readSlices(test.info().outputPath('none.jsonl'))).toEqual([]);
});
