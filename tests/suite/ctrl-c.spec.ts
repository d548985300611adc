import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { Progress } from '../../src/traffic/watch/progress.ts';
import { test } from './suite-test.ts';

/** Users finish their request, data is removed, the summary is written: a few seconds, on a busy machine more. */
const ENDS_WITHIN_MS = 25_000;

test('Ctrl-C ends a run orderly: what was measured is in the summary, test data is removed', async ({
  run,
}) => {
  const smoke = run(['--project=smoke'], { DURATION: '60s' });
  const progress = join(smoke.outputFolder, 'latest', RUN_FILES.progress);
  await expect.poll(() => elapsedMs(progress), { timeout: 40_000 }).toBeGreaterThan(7_000);
  smoke.signal('SIGINT');
  const interruptedMs = performance.now();

  // Interrupted, or invalid where the machine was busy besides: which of the two is not what this test is about.
  expect([1, 3], smoke.printed()).toContain(await smoke.ended);

  expect(performance.now() - interruptedMs).toBeLessThan(ENDS_WITHIN_MS);
  const { reasons, traffic, testData } = smoke.record();
  expect(reasons.map(({ kind }) => kind)).toContain('interrupted');
  expect(traffic?.elapsedMs, 'the slice that was open is not lost').toBeGreaterThan(7_000);
  expect(traffic?.ok).toBeGreaterThan(20);
  for (const kind of ['deal', 'customer', 'vehicle'] as const) {
    const counts = testData?.kinds[kind];
    expect(counts?.removed, `${kind}s removed of those made`).toBe(counts?.made);
  }
});

function elapsedMs(path: string): number {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Progress).elapsedMs : 0;
}
