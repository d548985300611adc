import { appendFileSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Slice } from '../../../src/measure/slice.ts';
import { readSlices, sliceLine } from '../../../src/measure/slice-file.ts';
import { madeSlice } from '../../made/slices.ts';

const slice = (index: number): Slice =>
  madeSlice(index, { 'deals.list': { outcomes: { ok: 3 }, bytesReceived: 9 } });

test('slices come back as they were written, in their order', () => {
  const path = test.info().outputPath('slices.jsonl');
  for (const index of [0, 1, 2]) appendFileSync(path, sliceLine(slice(index)));
  expect(readSlices(path)).toMatchObject([slice(0), slice(1), slice(2)]);
});

test('each line tells its version', () => {
  const path = test.info().outputPath('versions.jsonl');
  appendFileSync(path, sliceLine(slice(0)));
  expect(readFileSync(path, 'utf8')).toContain('"version":1');
});

test('a last line that a crash cut short is left out, wherever it was cut', () => {
  const whole = JSON.stringify(slice(1));
  for (const length of [1, 2, 40, whole.length - 1]) {
    const path = test.info().outputPath(`cut-${length}.jsonl`);
    appendFileSync(path, sliceLine(slice(0)));
    appendFileSync(path, whole.slice(0, length));
    expect(readSlices(path), `cut after ${length} characters`).toMatchObject([slice(0)]);
  }
});

test('a file that was never begun has no slices', () => {
  expect(readSlices(test.info().outputPath('none.jsonl'))).toEqual([]);
});
