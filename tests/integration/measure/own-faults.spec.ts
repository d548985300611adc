import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../../suite/suite-test.ts';

/** Enough for forty users by the suite's own reckoning, of which something else holds half. */
const DESCRIPTORS = 160;
const HOLDER = resolve(import.meta.dirname, '../../made/holds-descriptors.ts');

test('a run that is short of file descriptors is invalid, says so with the way out, and blames no target', async ({
  run,
}) => {
  test.skip(process.platform === 'win32', 'Windows has no limit of that kind');
  const starved = run(
    ['--project=smoke', 'tests/traffic.spec.ts'],
    { VUS: '40', DURATION: '6s', NODE_OPTIONS: `--import=${HOLDER}` },
    undefined,
    DESCRIPTORS,
  );
  const exitCode = await starved.ended;
  expect(exitCode, starved.printed()).toBe(3);

  const { outcome, reasons, traffic } = starved.record();
  expect(outcome).toBe('invalid');
  expect(reasons[0]).toEqual({
    kind: 'invalid',
    text: expect.stringMatching(
      /^the measuring process ran out of file descriptors \(EMFILE, [\d,]+ times\): raise `ulimit -n`/,
    ),
  });
  expect(starved.printed()).toContain('raise `ulimit -n`');
  expect(starved.printed()).toContain('[MEASUREMENT_INVALID]');
  // Both kinds happened: some users had a connection, the others were not sent home as failures of the target.
  expect(traffic?.outcomes.own_fault ?? 0).toBeGreaterThan(20);
  expect(traffic?.ok ?? 0).toBeGreaterThan(5);
  expect(traffic?.failed).toBe(0);
});
