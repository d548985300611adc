import { expect, test } from '@playwright/test';
import { stepRecords } from '../../../src/record/step-records.ts';

const open = (ms: number, leastMs?: number) => [
  { step: 'open', ms, ...(leastMs !== undefined && { leastMs }) },
];

test('the lower bounds of the warm visits are kept in their order, like the visits', () => {
  const [record] = stepRecords([open(900, 700), open(100, 95), open(120, 80)]);
  expect(record).toMatchObject({ coldMs: 900, visitsMs: [100, 120], leastVisitsMs: [95, 80] });
});

test('a visit that nobody watched has 0 as its lower bound, and the others keep theirs', () => {
  const [record] = stepRecords([open(900), open(100, 95), open(120), open(110, 90)]);
  expect(record).toMatchObject({ visitsMs: [100, 120, 110], leastVisitsMs: [95, 0, 90] });
});

test('without an account of the waits there are no lower bounds', () => {
  expect(stepRecords([open(900), open(100), open(120)])[0]).not.toHaveProperty('leastVisitsMs');
  expect(stepRecords([open(900, 1), open(100), open(120)])[0]).not.toHaveProperty('leastVisitsMs');
  expect(stepRecords([open(900, 700)])[0]).not.toHaveProperty('leastVisitsMs');
});
