import { expect, test } from '@playwright/test';
import { Recorder } from '../../../src/measure/recorder.ts';
import { collectGarbage } from '../../made/collect-garbage.ts';

/** Bytes in use after everything that can go has gone. */
function usedBytes(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test('the memory of a recorder does not grow with a million records', () => {
  const recorder = new Recorder(['deals.list', 'deals.get']);
  const record = (count: number) => {
    for (let request = 0; request < count; request += 1) {
      recorder.start();
      recorder.end(request % 2 === 0 ? 'deals.list' : 'deals.get', 'ok', 100 + (request % 90_000), 512);
    }
  };
  record(100_000);
  const before = usedBytes();
  record(1_000_000);
  const grownBytes = usedBytes() - before;
  expect(recorder.totals().ended).toBe(1_100_000);
  // Half a byte a record: one number kept per request would be sixteen times that. The rest is the runner's own.
  expect(grownBytes).toBeLessThan(500_000);
});
