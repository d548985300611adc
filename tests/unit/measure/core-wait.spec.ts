import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { coreWaitShare, readCoreTimes } from '../../../src/measure/core-wait.ts';

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
