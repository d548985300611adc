import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, expect, test } from '@playwright/test';
import { endWithRun } from '../../../lanes/end-with-run.ts';
import { RunClock } from '../../../src/record/run-clock.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';

const clockOfRun = () => new RunClock(new RunFolder(test.info().outputPath('run')));

/** A browser profile with one page, whose steps never end but by its being closed. */
function hangingPage(): { context: BrowserContext; waits: Promise<never> } {
  const { promise, reject } = Promise.withResolvers<never>();
  const page = { close: async () => reject(new Error('the page was closed')) };
  return { context: { pages: () => [page] } as unknown as BrowserContext, waits: promise };
}

test('a visit that waits for a page whose target is gone ends with the run, and says why', async () => {
  const { context, waits } = hangingPage();
  const clock = clockOfRun();
  clock.stop('the target is gone');
  await expect(endWithRun(clock, [context], () => waits)).rejects.toThrow(
    'the run was ended during a visit: the target is gone',
  );
});

test('a visit that ends soon after the run is kept', async () => {
  const { context } = hangingPage();
  const clock = clockOfRun();
  clock.stop('the target is gone');
  expect(await endWithRun(clock, [context], () => sleep(500, 'taken'))).toBe('taken');
});

test('what goes wrong in a visit while the run goes on is told as it is', async () => {
  const { context } = hangingPage();
  const visit = () => Promise.reject(new Error('no such button'));
  await expect(endWithRun(clockOfRun(), [context], visit)).rejects.toThrow('no such button');
});
