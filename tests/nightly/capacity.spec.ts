import { expect } from '@playwright/test';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/** Two places, each taken for 25 ms: 80 requests per second. */
const FAULT = 'capacity:2x25';
const CAPACITY_PER_SECOND = 80;
const RUNS = 5;
/** A search that is disturbed is repeated. */
const LONGEST_MS = 900_000;

for (let number = 1; number <= RUNS; number += 1)
  test(`the capacity of a target with a hard limit is found within 10 %, run ${number} of ${RUNS}`, async ({
    run,
  }) => {
    test.setTimeout(LONGEST_MS);
    const settings = { FAULTS: FAULT, RATE: '150', VUS: '40', MAX_VUS: '500', DURATION: '150s' };
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
