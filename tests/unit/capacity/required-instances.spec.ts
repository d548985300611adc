import { expect, test } from '@playwright/test';
import { type CapacityQuestion, planInstances } from '../../../src/capacity/required-instances.ts';
import { loadTables } from '../../../src/record/load-tables.ts';

const table = loadTables().capacity;

function instancesOf(service: string, changed: Partial<CapacityQuestion> = {}) {
  const question = { environment: 'production', peakUsers: 2000, safetyFactor: 1.5, ...changed } as const;
  return planInstances(table, question).services.find((row) => row.service === service);
}

test("the guide's example needs six instances of the gateway", () => {
  expect(instancesOf('gateway')).toMatchObject({ required: 6, minimum: 3, instances: 6, source: 'table' });
});

test('the example of the guide is what the table asks when nobody names numbers', () => {
  expect(table).toMatchObject({ peakUsers: 2000, safetyFactor: 1.5 });
});

test('part of an instance is a whole one', () => {
  expect(instancesOf('auth', { peakUsers: 301, safetyFactor: 1 })).toMatchObject({ required: 2 });
  expect(instancesOf('auth', { peakUsers: 300, safetyFactor: 1 })).toMatchObject({ required: 1 });
});

test('a product that is not exact in binary costs no instance', () => {
  // 1.1 * 3000 / 300 is 11.000000000000002.
  expect(instancesOf('auth', { peakUsers: 3000, safetyFactor: 1.1 })).toMatchObject({ required: 11 });
});

for (const [environment, minimum] of [
  ['production', 3],
  ['staging', 2],
  ['development', 1],
] as const)
  test(`few users still get the minimum of ${environment}`, () => {
    expect(instancesOf('tax', { environment, peakUsers: 1 })).toMatchObject({
      required: 1,
      instances: minimum,
    });
  });

test("what a run measured replaces the table's figure, for its services alone", () => {
  const { services } = planInstances(
    table,
    { environment: 'production', peakUsers: 2000, safetyFactor: 1.5 },
    new Map([['deals', { usersPerInstance: 150, isAtLeast: true }]]),
  );
  const [, , deals, customers] = services;
  expect(deals).toMatchObject({ usersPerInstance: 150, source: 'run', isAtLeast: true, instances: 20 });
  expect(customers).toMatchObject({ usersPerInstance: 350, source: 'table', instances: 9 });
});
