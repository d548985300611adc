import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { sum } from '../../../../src/base/statistics/averages.ts';
import { readCoreTimes } from '../../../../src/measure/core-wait.ts';
import { ArrivalWake } from '../../../../src/traffic/arrivals/arrival-wake.ts';

const TASKS = '/proc/self/task';
const threads = () => (existsSync(TASKS) ? readdirSync(TASKS) : []);

/** Above this, the machine's host takes so much of the cores away that a clock's lateness is not its own. */
const MOST_STOLEN = 0.1;

/** What the cores of this machine have done so far, and what its host has taken from them, in ticks; undefined where no one tells. */
function coreTicks(): { readonly all: number; readonly stolen: number } | undefined {
  if (!existsSync('/proc/stat')) return undefined;
  const [, ...ticks] = /^cpu .*/.exec(readFileSync('/proc/stat', 'utf8'))?.[0].split(/ +/).map(Number) ?? [];
  // Guests, which come after these eight, are in the first two.
  return { all: sum(ticks.slice(0, 8)), stolen: ticks[7] ?? 0 };
}

/** Why nobody can tell how much of a lateness since then was a clock's own; undefined where it can be told. */
function untellable(before: ReturnType<typeof coreTicks>): string | undefined {
  const now = coreTicks();
  if (now === undefined || before === undefined || readCoreTimes() === undefined)
    return 'the system does not tell how long a thread waited for a core';
  const stolen = (now.stolen - before.stolen) / Math.max(1, now.all - before.all);
  return stolen > MOST_STOLEN ? `the host took ${Math.round(stolen * 100)} % of the cores away` : undefined;
}

/** An alarm clock, and a promise of its next ring. */
async function clock(): Promise<{
  wake: ArrivalWake;
  nextRing(): Promise<number>;
  /** How long its threads, the main one among them, have waited for a core so far; 0 where the system does not tell. */
  waitedMs(): number;
}> {
  const before = threads();
  let onRing: (atMs: number) => void = () => undefined;
  const wake = await ArrivalWake.start(() => onRing(performance.now()));
  const own = [`${process.pid}`, ...threads().filter((thread) => !before.includes(thread))];
  return {
    wake,
    waitedMs: () => sum(own.map((id) => readCoreTimes(`${TASKS}/${id}/schedstat`)?.waitedNs ?? 0)) / 1e6,
    nextRing: () =>
      new Promise((resolve) => {
        onRing = resolve;
      }),
  };
}

test('it rings when it was told to, never before, and at the median finer than a timer could', async () => {
  const { wake, nextRing, waitedMs } = await clock();
  const before = coreTicks();
  const [lateMs, ownLateMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < 100; round += 1) {
    const waitedBeforeMs = waitedMs();
    const dueMs = performance.now() + 3.3;
    const ring = nextRing();
    wake.in(3.3, 3.3);
    const late = (await ring) - dueMs;
    lateMs.push(late);
    // While others have the cores, no clock rings: only the time in which this one could have run is its own.
    ownLateMs.push(late - (waitedMs() - waitedBeforeMs));
  }
  const reason = untellable(before);
  await wake.stop();
  // A condition variable may end its wait by some microseconds early.
  expect(Math.min(...lateMs)).toBeGreaterThan(-0.1);
  if (reason === undefined) expect(ownLateMs.toSorted((a, b) => a - b)[50]).toBeLessThan(1);
  else test.info().annotations.push({ type: 'median not judged', description: reason });
});

test('a new moment takes the place of the one before', async () => {
  const { wake, nextRing } = await clock();
  let rings = 0;
  wake.in(60_000, 60_000);
  const ring = nextRing().then(() => {
    rings += 1;
  });
  wake.in(5, 5);
  await ring;
  expect(rings).toBe(1);
  await wake.stop();
});

test('it stops at once, whatever it was waiting for', async () => {
  const { wake } = await clock();
  wake.in(60_000, 60_000);
  const startedMs = performance.now();
  await wake.stop();
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
