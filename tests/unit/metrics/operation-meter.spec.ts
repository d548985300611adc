import { expect, test } from '@playwright/test';
import type { Outcome } from '../../../src/measure/outcome.ts';
import { OperationMeter } from '../../../src/metrics/operation-meter.ts';

test('an unknown outcome is an error, and is not counted as a success', () => {
  const meter = new OperationMeter({ id: 'deals.list', service: 'deals' });
  expect(() => meter.ended('odd' as Outcome, 1000, 10)).toThrow('found "odd"');
  expect([meter.count('ok'), meter.bytesReceived]).toEqual([0, 0]);
});
