import { expect, test } from '@playwright/test';
import type { SliceRecord } from '../../../src/record/run-record.ts';
import { measurerFigures } from '../../../src/view/measurer-figures.ts';

const slice = (health: object, lengthMs = 10_000) =>
  ({ fromMs: 0, toMs: lengthMs, health: { clockStepMs: 0, ...health } }) as unknown as SliceRecord;

test('each quantity has its median and its worst over the whole slices, and what no slice has is left out', () => {
  const slices = [
    slice({ hostCpu: 0.2, clockStepMs: -3 }),
    slice({ hostCpu: 0.5 }),
    slice({ hostCpu: 0.4 }),
    slice({ hostCpu: 1 }, 500),
  ];
  expect(measurerFigures(slices)).toEqual([
    { quantity: 'hostCpu', median: 0.4, worst: 0.5 },
    { quantity: 'clockStep', median: 0, worst: 3 },
  ]);
  expect(measurerFigures([])).toEqual([]);
});
