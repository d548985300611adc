import { existsSync, mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { QUIET, TWO_BUSY } from '../../../../lab/real-runs/conditions.ts';
import {
  doKeptRuns,
  keptRuns,
  keptRunsOfAnyCode,
  type RunToDo,
} from '../../../../lab/real-runs/kept-runs.ts';
import { orderHash, realOrder } from '../../../../lab/real-runs/run-order.ts';
import { missingRuns, runsOf } from '../../../../lab/real-runs/runs-of-cases.ts';

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

type Case = (typeof cases)[number];

/** Does runs whose results are their places in the order, and notes their order and folders. */
async function doing(
  folder: string,
  {
    fails = () => false,
    during = () => Promise.resolve(),
    ...how
  }: {
    readonly fails?: (name: string) => boolean;
    readonly during?: (todo: RunToDo) => Promise<void>;
    readonly atOnce?: number;
    readonly codeNow?: () => string;
    readonly orderOf?: () => string;
  } = {},
) {
  const order: string[] = [];
  const folders: string[] = [];
  const said: string[] = [];
  const lost = await doKeptRuns<Case, Result>(cases, folder, {
    run: async ({ name }, todo) => {
      order.push(`${name}${todo.number}`);
      const value = order.length;
      folders.push(todo.outputFolder);
      if (fails(name)) throw new Error('no record');
      mkdirSync(todo.outputFolder, { recursive: true });
      await during(todo);
      return { outcome: 'pass', value };
    },
    isOff: ({ name }) => name === 'b',
    say: (line) => said.push(line),
    codeNow: () => 'c0de',
    orderOf: () => 'as usual',
    ...how,
  });
  return { order, folders, said, lost };
}

const kept = (folder: string, say?: (line: string) => void, code = 'c0de') =>
  keptRuns<Result>(folder, say, code).map(({ name, number }) => `${name}${number}`);

test('cases take turns, and a second call does only what is missing', async () => {
  const { outputDir } = test.info();
  expect((await doing(outputDir)).order).toEqual(['a1', 'b1', 'a2']);
  expect(keptRuns<Result>(outputDir, undefined, 'c0de').map(({ name, value }) => [name, value])).toEqual([
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

test('runs at the same time begin in turn, have folders of their own, and are kept as they end', async () => {
  const { outputDir } = test.info();
  const first = Promise.withResolvers<void>();
  let begun = 0;
  const { order, folders } = await doing(outputDir, {
    atOnce: 2,
    during: ({ number }) => {
      begun += 1;
      if (begun === 3) first.resolve();
      return begun === 1 && number === 1 ? first.promise : Promise.resolve();
    },
  });
  expect(order).toEqual(['a1', 'b1', 'a2']);
  expect(new Set(folders).size).toBe(3);
  // The first one went on until the third had begun.
  expect(kept(outputDir).toSorted()).toEqual(['a1', 'a2', 'b1']);
  expect(keptRuns<Result>(outputDir, undefined, 'c0de').every(({ atOnce }) => atOnce === 2)).toBe(true);
});

test('runs of other code are not counted, which is said', async () => {
  const { outputDir } = test.info();
  await doing(outputDir, { codeNow: () => 'o1d' });
  const { order, said } = await doing(outputDir);
  expect(order).toEqual(['a1', 'b1', 'a2']);
  expect(said[0]).toContain('other code made 3 runs of 3: not counted');
  const lines: string[] = [];
  expect(kept(outputDir, (line) => lines.push(line))).toEqual(['a1', 'b1', 'a2']);
  expect(lines).toHaveLength(1);
  expect(keptRunsOfAnyCode(outputDir).map(({ name, code }) => `${name} ${code}`)).toEqual([
    ...['a o1d', 'b o1d', 'a o1d'],
    ...['a c0de', 'b c0de', 'a c0de'],
  ]);
});

test('runs of the same name and another order are not counted, those of versions that kept no order are', async () => {
  const { outputDir } = test.info();
  await doing(outputDir, { orderOf: () => 'shorter' });
  expect((await doing(outputDir)).order).toEqual(['a1', 'b1', 'a2']);
  expect((await doing(outputDir)).order).toEqual([]);
  const all = [
    { name: 'a', order: 'shorter' },
    { name: 'a', order: 'as usual' },
    { name: 'a' },
    { name: 'c', order: 'as usual' },
  ];
  expect(runsOf(cases, all, () => 'as usual')).toEqual([all[1], all[2]]);
  expect(runsOf(cases, all)).toEqual(all.slice(0, 3));
});

test('the order of a run is its project, its settings and all that is done to it, but neither its name nor its number of runs', () => {
  const order = { project: 'load', condition: QUIET, settings: { VUS: '5', DURATION: '2m' } } as const;
  const same = { ...order, settings: { DURATION: '2m', VUS: '5' }, name: 'other', runs: 7 };
  expect(realOrder(same)).toBe(realOrder(order));
  const others = [
    { ...order, project: 'smoke' },
    { ...order, condition: TWO_BUSY },
    { ...order, settings: { VUS: '5' } },
    { ...order, only: ['tests/traffic.spec.ts'] },
    { ...order, slow: { method: 'POST', path: '/deals', delayMs: 600 } },
    { ...order, stops: { firstMs: 1, everyMs: 2, stoppedMs: 1, times: 3 } },
  ];
  expect(new Set([order, ...others].map(realOrder)).size).toBe(others.length + 1);
  expect(orderHash([])).toMatch(/^[0-9a-f]{12}$/);
});

test('code that changes ends the runs, since those that follow would be of another suite', async () => {
  const { outputDir } = test.info();
  let code = 'c0de';
  const changes = doing(outputDir, {
    codeNow: () => code,
    during: async ({ outputFolder }) => {
      if (outputFolder.includes('b-1')) code = 'new';
    },
  });
  await expect(changes).rejects.toThrow(/RUN_CUT_SHORT.*other code than at the start/);
  expect(kept(outputDir)).toEqual(['a1']);
});

test('a second call at the same time is refused, since the runs of both would measure each other', async () => {
  const { outputDir } = test.info();
  const begun = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const first = doing(outputDir, {
    during: () => {
      begun.resolve();
      return over.promise;
    },
  });
  await begun.promise;
  await expect(doing(outputDir)).rejects.toThrow(/OUTPUT_UNUSABLE.*another process that does runs there/);
  over.resolve();
  expect((await first).order).toEqual(['a1', 'b1', 'a2']);
  expect((await doing(outputDir)).order).toEqual([]);
});

test('Ctrl-C ends all runs that are on, and keeps neither them nor their folders', async () => {
  const { outputDir } = test.info();
  const folders: string[] = [];
  const stopped = doing(outputDir, {
    atOnce: 2,
    during: async ({ outputFolder, signal }) => {
      folders.push(outputFolder);
      const ended = new Promise((resolve) => signal.addEventListener('abort', resolve));
      if (folders.length === 2) process.emit('SIGINT');
      await ended;
    },
  });
  await expect(stopped).rejects.toThrow(/RUN_CUT_SHORT.*Ctrl-C/);
  expect(kept(outputDir)).toEqual([]);
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
  expect((await doing(outputDir)).order).toEqual(['a1', 'b1', 'a2']);
});

test('a run without a result is done again at the end, then by the next call', async () => {
  const { outputDir } = test.info();
  const { lost, order } = await doing(outputDir, { fails: (name) => name === 'b' });
  expect(order).toEqual(['a1', 'b1', 'a2', 'b1']);
  expect(lost).toEqual([{ name: 'b', error: 'no record' }]);
  expect((await doing(outputDir)).order).toEqual(['b1']);
});

test('a bad minute loses no run, and when nothing comes to a result the rest is not tried', async () => {
  const { outputDir } = test.info();
  let left = 2;
  const { lost, order } = await doing(outputDir, {
    fails: () => {
      left -= 1;
      return left >= 0;
    },
  });
  expect([lost, order]).toEqual([[], ['a1', 'b1', 'a2', 'a1', 'b1']]);
  expect(kept(outputDir).toSorted()).toEqual(['a1', 'a2', 'b1']);
  const other = test.info().outputPath('other');
  await expect(doing(other, { fails: () => true })).rejects.toThrow(
    /RUN_CUT_SHORT.*3 runs in a row without a result/,
  );
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
