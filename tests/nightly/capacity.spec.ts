import { expect } from '@playwright/test';
import { type OwnSandbox, startOwnSandbox } from '../suite/own-sandbox.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/** Two places, each taken for 25 ms: 80 requests per second. */
const FAULTS = 'capacity:2x25';
const CAPACITY_PER_SECOND = 80;
/**
 * Their limits are many times as long as a request takes, so only a queue that grows breaks them. A p95 limit of four such
 * times, as tax.calculate has, breaks by right below the rate that the target can work off. None of them uses sockets,
 * whose requests come in addition to RATE.
 */
const OPERATIONS = 'customers.*,inventory.*';
const RUNS = 5;
/** A search that is disturbed is repeated. */
const LONGEST_MS = 900_000;

let limited: OwnSandbox;
test.beforeAll(async () => {
  limited = await startOwnSandbox({ FAULTS });
});
test.afterAll(() => limited.stop());

for (let number = 1; number <= RUNS; number += 1)
  test(`the capacity of a target with a hard limit is found within 10 %, run ${number} of ${RUNS}`, async ({
    run,
  }) => {
    test.setTimeout(LONGEST_MS);
    const settings = {
      BASE_URL: limited.url,
      OPERATIONS,
      RATE: '150',
      VUS: '40',
      MAX_VUS: '500',
      DURATION: '150s',
    };
    const { run: measured, exitCode } = await validRun(() => run(['--project=capacity'], settings));
    expect(exitCode, measured.printed()).toBe(0);
    const { capacity, rounds } = measured.record();
    expect(capacity).toMatchObject({ kind: 'found', unit: 'per second' });
    expect(rounds, 'no browser disturbs a search').toEqual([]);
    const { level = 0, brokenAt = 0, requestsPerSecond = 0 } = capacity ?? {};
    expect(Math.abs(level / CAPACITY_PER_SECOND - 1), `${level} per second`).toBeLessThan(0.1);
    expect(Math.abs(requestsPerSecond / CAPACITY_PER_SECOND - 1)).toBeLessThan(0.1);
    expect(brokenAt).toBeGreaterThan(level);
  });
