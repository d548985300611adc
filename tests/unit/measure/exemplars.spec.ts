import { expect, test } from '@playwright/test';
import { type Exemplar, Exemplars } from '../../../src/measure/exemplars.ts';

const exemplar = (operationId: string, latencyMs: number): Exemplar => ({
  operationId,
  traceId: `trace-${latencyMs}`,
  latencyMs,
  atMs: 0,
  status: 200,
  serverTiming: '',
});

test('the slowest three of each operation are kept, slowest first', () => {
  const exemplars = new Exemplars();
  for (const latencyMs of [5, 90, 10, 70, 80, 1]) exemplars.offer(exemplar('deals.list', latencyMs));
  for (const latencyMs of [2, 75]) exemplars.offer(exemplar('deals.get', latencyMs));
  expect(exemplars.all().map(({ latencyMs }) => latencyMs)).toEqual([90, 80, 75, 70, 2]);
});

test('what would not be kept is not wanted', () => {
  const exemplars = new Exemplars(2);
  for (const latencyMs of [10, 20]) exemplars.offer(exemplar('deals.list', latencyMs));
  expect([9, 10, 11].map((latencyMs) => exemplars.wants('deals.list', latencyMs))).toEqual([
    false,
    false,
    true,
  ]);
  expect(exemplars.wants('deals.get', 1)).toBe(true);
});
