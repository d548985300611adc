import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Recorder } from '../../../../src/measure/recorder.ts';
import { readSlices } from '../../../../src/measure/slice-file.ts';
import type { Phase } from '../../../../src/traffic/plan/stages.ts';
import { SliceWriter } from '../../../../src/traffic/watch/slice-writer.ts';

/** A writer that begins now, of a traffic with these phases. */
function begin(phases: readonly Phase[]) {
  const path = test.info().outputPath('slices.jsonl');
  const recorder = new Recorder(['deals.list']);
  const startedMs = performance.now();
  const writer = new SliceWriter(recorder, path, {
    phases,
    vus: () => 7,
    elapsedMs: () => performance.now() - startedMs,
  });
  return { path, recorder, writer };
}

test('a slice does not reach over the end of a phase, and says which one it is of', async () => {
  const { path, recorder, writer } = begin([
    { kind: 'ramp', endMs: 200 },
    { kind: 'plateau', endMs: 500 },
  ]);
  for (const pauseMs of [100, 250, 250]) {
    await sleep(pauseMs);
    recorder.end('deals.list', 'ok', 1000, 0);
  }
  writer.finish();
  const slices = readSlices(path);
  // What ends after the last phase was sent in it.
  expect(slices.map(({ phase }) => phase)).toEqual(['ramp', 'plateau', 'plateau']);
  expect(slices.map(({ operations }) => operations['deals.list']?.outcomes.ok)).toEqual([1, 1, 1]);
  // Timers are late by as much as the machine is busy; early by a millisecond at most.
  expect(Math.abs((slices[0]?.toMs ?? 0) - 200)).toBeLessThan(100);
  expect(Math.abs((slices[1]?.toMs ?? 0) - 500)).toBeLessThan(100);
});

test('slices follow each other without a gap from the beginning on', async () => {
  const { path, writer } = begin([
    { kind: 'plateau', endMs: 40 },
    { kind: 'ramp', endMs: 80 },
    { kind: 'plateau', endMs: 120 },
  ]);
  await sleep(150);
  writer.finish();
  const slices = readSlices(path);
  expect(slices[0]?.fromMs).toBe(0);
  slices.slice(1).forEach(({ fromMs }, index) => {
    expect(fromMs).toBe(slices[index]?.toMs);
  });
  expect(slices).toHaveLength(4);
});

test('what was open when the traffic ended is written, with the users and the health of that moment', () => {
  const { path, recorder, writer } = begin([{ kind: 'plateau', endMs: 60_000 }]);
  recorder.end('deals.list', 'unfinished', undefined, 0);
  writer.finish();
  const [slice, ...more] = readSlices(path);
  expect(more).toEqual([]);
  expect(slice).toMatchObject({ kind: 'slice', phase: 'plateau', vus: 7 });
  expect(slice?.operations['deals.list']?.outcomes).toEqual({ unfinished: 1 });
  expect(slice?.health.rssBytes).toBeGreaterThan(0);
});
