import { existsSync, mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { doKeptRuns, keptRuns, missingRuns } from '../../../../lab/real-runs/kept-runs.ts';

interface Result {
  readonly outcome: string;
  readonly value: number;
}

const cases = [
  { name: 'a', runs: 2 },
  { name: 'b', runs: 1 },
];

// A machine that is not quiet is said on standard error, before each run.
const { error } = console;
test.beforeEach(() => {
  console.error = () => undefined;
});
test.afterEach(() => {
  console.error = error;
});

/** Does runs whose results are their numbers, and notes their order and folders. */
async function doing(folder: string, fails: (name: string) => boolean = () => false) {
  const order: string[] = [];
  const folders: string[] = [];
  const lost = await doKeptRuns<(typeof cases)[number], Result>(cases, folder, {
    run: async ({ name }, output) => {
      order.push(name);
      folders.push(output);
      if (fails(name)) throw new Error('no record');
      mkdirSync(output, { recursive: true });
      return { outcome: 'pass', value: order.length };
    },
    isOff: ({ name }) => name === 'b',
    say: () => undefined,
  });
  return { order, folders, lost };
}

test('cases take turns, and a second call does only what is missing', async () => {
  const { outputDir } = test.info();
  expect((await doing(outputDir)).order).toEqual(['a', 'b', 'a']);
  expect(keptRuns<Result>(outputDir).map(({ name, value }) => [name, value])).toEqual([
    ['a', 1],
    ['b', 2],
    ['a', 3],
  ]);
  expect((await doing(outputDir)).order).toEqual([]);
});

test('only the folders of runs that are off stay', async () => {
  const { outputDir } = test.info();
  const { folders } = await doing(outputDir);
  expect(existsSync(folders[1] ?? '')).toBe(true);
  expect(existsSync(folders[2] ?? '')).toBe(false);
});

test('a run without a result is not kept, and done again by the next call', async () => {
  const { outputDir } = test.info();
  const { lost } = await doing(outputDir, (name) => name === 'b');
  expect(lost).toEqual([{ name: 'b', error: 'no record' }]);
  expect((await doing(outputDir)).order).toEqual(['b']);
});

test('a case with fewer runs than it should have is named, one with more is not', () => {
  expect(missingRuns(cases, [{ name: 'a' }])).toEqual([
    'a: 1 of 2 runs were measured',
    'b: 0 of 1 runs were measured',
  ]);
  expect(
    missingRuns(
      cases,
      ['a', 'a', 'a', 'b'].map((name) => ({ name })),
    ),
  ).toEqual([]);
});
