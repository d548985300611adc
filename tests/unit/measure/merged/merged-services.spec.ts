import { expect, test } from '@playwright/test';
import { mergedServices } from '../../../../src/measure/merged/merged-services.ts';

test('answers and losses of a service add up by the second, and losses by what became of them', () => {
  const merged = mergedServices([
    { deals: { fromSecond: 3, answered: [1, 2], lost: [{ second: 4, by: '503', count: 1 }] } },
    { tax: { fromSecond: 4, answered: [7] } },
    {
      deals: {
        fromSecond: 4,
        answered: [5, 0, 6],
        lost: [
          { second: 4, by: '503', count: 2 },
          { second: 4, by: 'timeout', count: 1 },
          { second: 2, by: '503', count: 9 },
        ],
      },
    },
  ]);
  expect(merged).toEqual({
    deals: {
      fromSecond: 3,
      answered: [1, 7, 0, 6],
      lost: [
        { second: 2, by: '503', count: 9 },
        { second: 4, by: '503', count: 3 },
        { second: 4, by: 'timeout', count: 1 },
      ],
    },
    tax: { fromSecond: 4, answered: [7] },
  });
});

test('a part that lost everything does not say where the answers of the others begin', () => {
  const lost = [{ second: 8, by: 'refused', count: 2 }];
  const silent = { deals: { fromSecond: 0, answered: [], lost } };
  expect(mergedServices([silent])).toEqual(silent);
  expect(mergedServices([silent, { deals: { fromSecond: 7, answered: [3] } }])).toEqual({
    deals: { fromSecond: 7, answered: [3], lost },
  });
});
