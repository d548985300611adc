import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { coreWaitShare, readCoreTimes } from '../../../src/measure/core-wait.ts';
import { disturbances, MEASURER_LIMITS } from '../../../src/measure/measurer-limits.ts';
import { CALM } from '../../made/slices.ts';

test('the share is that of the time in which a core was wanted', () => {
  const from = { ranNs: 1_000, waitedNs: 500 };
  expect(coreWaitShare(from, { ranNs: 1_300, waitedNs: 1_400 })).toBeCloseTo(0.75, 6);
  expect(coreWaitShare(from, from)).toBe(0);
});

test('where the system does not tell, nothing is made up', () => {
  const nowhere = test.info().outputPath('schedstat');
  expect(readCoreTimes(nowhere)).toBeUndefined();
  writeFileSync(nowhere, 'nothing of use\n');
  expect(readCoreTimes(nowhere)).toBeUndefined();
  expect(coreWaitShare(undefined, { ranNs: 1, waitedNs: 1 })).toBeUndefined();
});

test('what Linux says of a thread is read in its order: ran, waited', () => {
  const path = test.info().outputPath('schedstat');
  writeFileSync(path, '12345 678 9\n');
  expect(readCoreTimes(path)).toEqual({ ranNs: 12345, waitedNs: 678 });
});

test('a generator that waits for a core most of the time is disturbed, once its event loop is late too', () => {
  const starved = { ...CALM, coreWaitShare: 0.93, eventLoopDelayP99Ms: 10 };
  expect(disturbances(starved)).toEqual([
    'the generator waited for a core for 93 % of the time in which it wanted one (limit 85 %), event-loop delay p99 10 ms',
  ]);
  expect(disturbances({ ...starved, eventLoopDelayP99Ms: 4 })).toEqual([]);
  expect(disturbances({ ...starved, coreWaitShare: MEASURER_LIMITS.coreWaitShare })).toEqual([]);
});

test('requests that start late by the generator’s own fault disturb the slice', () => {
  expect(disturbances({ ...CALM, startLagP99Ms: MEASURER_LIMITS.startLagP99Ms })).toEqual([]);
  expect(disturbances({ ...CALM, startLagP99Ms: 7.25 })).toEqual([
    "start lag p99 7.3 ms by the generator's own fault (limit 5)",
  ]);
});
