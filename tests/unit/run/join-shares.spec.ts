import { existsSync, mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readSlices, sliceLine } from '../../../src/measure/slice-file.ts';
import { RUN_FILES, RUN_FOLDERS, shareExemplars, shareSlices } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { joinShares } from '../../../src/run/join-shares.ts';
import { madeSlice } from '../../made/slices.ts';
import { operationSlice } from '../../made/small-run.ts';

/** A run whose processes wrote so many slices of 2 s, each with as many requests as the process has as its number. */
function runOf(slicesOfEach: readonly number[]): RunFolder {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.file(RUN_FOLDERS.shares), { recursive: true });
  folder.write(RUN_FILES.plan, { processes: slicesOfEach.length });
  for (const [process, count] of slicesOfEach.entries()) {
    const latencies = Array.from({ length: process + 1 }, () => 5 * (process + 1));
    const slices = Array.from({ length: count }, (_, slice) =>
      madeSlice(
        slice,
        { 'deals.list': operationSlice(latencies, latencies.length) },
        { fromMs: slice * 2_000, toMs: (slice + 1) * 2_000, vus: process + 1 },
      ),
    );
    if (count > 0) folder.writeText(shareSlices(process + 1), slices.map(sliceLine).join(''));
    const slowest = { operationId: 'deals.list', traceId: `${process}`, latencyMs: 5 * (process + 1) };
    folder.write(shareExemplars(process + 1), [slowest]);
  }
  return folder;
}

test('the traffic is what all processes measured, and what they wrote for it goes', () => {
  const folder = runOf([5, 5, 5]);
  expect(joinShares(folder)).toEqual([]);
  const [slice, ...further] = readSlices(folder.place(RUN_FILES.slices));
  expect(further).toEqual([]);
  expect(slice).toMatchObject({ fromMs: 0, toMs: 10_000, vus: 6 });
  expect(slice?.operations['deals.list']?.successes?.count).toBe(5 * (1 + 2 + 3));
  expect(folder.read<object[]>(RUN_FILES.exemplars)?.map((each) => Object(each).traceId)).toEqual([
    '2',
    '1',
    '0',
  ]);
  expect(existsSync(folder.file(RUN_FOLDERS.shares))).toBe(false);
});

test('a second time changes nothing, and so does a traffic of one process', () => {
  const folder = runOf([2, 2]);
  joinShares(folder);
  const once = readSlices(folder.place(RUN_FILES.slices));
  joinShares(folder);
  expect(readSlices(folder.place(RUN_FILES.slices))).toEqual(once);
  folder.write(RUN_FILES.plan, {});
  joinShares(folder);
  expect(readSlices(folder.place(RUN_FILES.slices))).toEqual(once);
});

test('what a process wrote until it was killed is in the whole', () => {
  const folder = runOf([5, 2, 0]);
  expect(joinShares(folder), 'the process of which nothing is there').toEqual([3]);
  const slices = readSlices(folder.place(RUN_FILES.slices));
  const counts = slices.map(({ operations }) => operations['deals.list']?.successes?.count ?? 0);
  expect(counts.reduce((all, count) => all + count, 0)).toBe(5 * 1 + 2 * 2);
  expect(slices.at(-1)?.toMs).toBe(10_000);
});
