import { expect, test } from '@playwright/test';
import { FAULT_IDS, proveCases } from '../../../../lab/prove/prove-cases.ts';
import { parseFault } from '../../../../sandbox/faults/fault.ts';
import { PATTERN_KINDS } from '../../../../src/diagnosis/pattern.ts';

const cases = proveCases(20, 20);

test('the sandbox knows each fault, as something that can be switched on while it runs', () => {
  for (const { faults } of cases)
    for (const text of faults.split(',').filter((each) => each !== ''))
      expect(parseFault(text)?.effect.on, text).toBe('sandbox');
});

test('what has to be found are patterns that the suite looks for, states and plans', () => {
  const known: readonly string[] = [...PATTERN_KINDS, 'state', 'sequential scan'];
  for (const { id, expected } of cases)
    for (const name of [...(expected?.detectors ?? []), ...(expected?.may ?? [])])
      expect(known, id).toContain(name);
});

test('each fault is repeated, and healthy runs are shared by the shapes', () => {
  expect(cases.filter(({ expected }) => expected !== undefined).map(({ id }) => id)).toEqual(FAULT_IDS);
  const healthy = (count: number) =>
    proveCases(3, count)
      .filter(({ expected }) => expected === undefined)
      .map(({ runs }) => runs);
  expect([healthy(20), healthy(3), healthy(1), healthy(0)]).toEqual([[4, 4, 4, 4, 4], [1, 1, 1], [1], []]);
  expect(healthy(7)).toEqual([2, 2, 1, 1, 1]);
  expect(proveCases(3, 0).every(({ runs }) => runs === 3)).toBe(true);
});

test('names are unique, so that kept runs are never mixed up', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

test('each pattern has a fault that has to be found as it, but for the outage that ends a run', () => {
  const wanted = cases.flatMap(({ expected }) => expected?.detectors ?? []);
  expect(PATTERN_KINDS.filter((kind) => !wanted.includes(kind))).toEqual(['outage to the end']);
});
