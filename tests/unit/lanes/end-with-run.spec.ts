import { type BrowserContext, expect, test } from '@playwright/test';
import { endWithRun } from '../../../lanes/end-with-run.ts';
import { sleep } from '../../../src/base/clock.ts';
import { RunClock } from '../../../src/record/run-clock.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { FakeClock } from '../../made/fake-clock.ts';

const clockOfRun = () => new RunClock(new RunFolder(test.info().outputPath('run')));

/** A browser profile with one page, and a visit that waits for it until the page is closed. */
function hangingPage(): { context: BrowserContext; waits: Promise<never> } {
  const { promise, reject } = Promise.withResolvers<never>();
  const page = { close: async () => reject(new Error('the page was closed')) };
  return { context: { pages: () => [page] } as unknown as BrowserContext, waits: promise };
}

test('a visit that waits for a page whose target is gone ends 2 s after the run, and says why', async () => {
  const { context, waits } = hangingPage();
  const [runClock, clock] = [clockOfRun(), new FakeClock()];
  runClock.stop('the target is gone');
  const ended = clock.during(endWithRun({ runClock, clock }, [context], () => waits));
  await expect(ended).rejects.toThrow('the run was ended during a visit: the target is gone');
  expect(clock.nowMs()).toBeGreaterThanOrEqual(2_000);
  expect(clock.nowMs()).toBeLessThan(2_600);
});

test('a visit that ends soon after the run is kept', async () => {
  const { context } = hangingPage();
  const [runClock, clock] = [clockOfRun(), new FakeClock()];
  runClock.stop('the target is gone');
  const visit = async () => {
    await sleep(clock, 500);
    return 'taken';
  };
  expect(await clock.during(endWithRun({ runClock, clock }, [context], visit))).toBe('taken');
});

test('the error of a visit is passed on while the run goes on', async () => {
  const { context } = hangingPage();
  const visit = () => Promise.reject(new Error('no such button'));
  await expect(endWithRun({ runClock: clockOfRun() }, [context], visit)).rejects.toThrow('no such button');
});

test('a visit that has a time to end by is broken off then, while the run goes on', async () => {
  const { context, waits } = hangingPage();
  const [runClock, clock] = [clockOfRun(), new FakeClock()];
  const ended = clock.during(
    endWithRun(
      { runClock, clock, until: { atMs: 20_000, why: 'not done after 20 s' } },
      [context],
      () => waits,
    ),
  );
  await expect(ended).rejects.toThrow('not done after 20 s');
  expect(clock.nowMs()).toBeGreaterThanOrEqual(20_000);
  expect(clock.nowMs()).toBeLessThan(20_600);
});

test('a visit that is broken off keeps its pages until what they make is noted', async () => {
  const { context, waits } = hangingPage();
  const clock = new FakeClock();
  const ends = {
    runClock: clockOfRun(),
    clock,
    until: { atMs: 1_000, why: 'not done after 1 s' },
    settled: () => sleep(clock, 3_000),
  };
  await expect(clock.during(endWithRun(ends, [context], () => waits))).rejects.toThrow('not done after 1 s');
  expect(clock.nowMs()).toBeGreaterThanOrEqual(4_000);
  expect(clock.nowMs()).toBeLessThan(4_600);
});

test('a page that opens after a visit was broken off is closed too', async () => {
  const { context, waits } = hangingPage();
  const contexts: BrowserContext[] = [];
  const clock = new FakeClock();
  const visit = async () => {
    await sleep(clock, 5_000);
    contexts.push(context);
    return waits;
  };
  const until = { atMs: 1_000, why: 'not done after 1 s' };
  const ended = clock.during(endWithRun({ runClock: clockOfRun(), clock, until }, contexts, visit));
  await expect(ended).rejects.toThrow('not done after 1 s');
  expect(clock.nowMs()).toBeLessThan(5_600);
});
