import { expect, test } from '@playwright/test';
import { ServiceWatch } from '../../../../src/traffic/watch/service-watch.ts';

const operations = [
  { id: 'deals.list', service: 'deals' },
  { id: 'deals.get', service: 'deals' },
  { id: 'tax.calculate', service: 'tax' },
];

test('answers are counted by service and second, lost requests by the second they were sent in and what became of them', () => {
  const watch = new ServiceWatch(operations);
  watch.answered('deals.list', 10_200);
  watch.answered('deals.get', 10_900);
  watch.answered('deals.get', 12_000);
  watch.lost('deals.get', 9_999, 'timeout');
  watch.lost('deals.list', 12_300, '503');
  watch.lost('deals.get', 12_900, '503');
  expect(watch.takeSlice()).toEqual({
    deals: {
      fromSecond: 10,
      answered: [2, 0, 1],
      lost: [
        { second: 9, by: 'timeout', count: 1 },
        { second: 12, by: '503', count: 2 },
      ],
    },
  });
});

test('a slice begins with nothing', () => {
  const watch = new ServiceWatch(operations);
  watch.answered('tax.calculate', 500);
  expect(watch.takeSlice()).toEqual({ tax: { fromSecond: 0, answered: [1] } });
  expect(watch.takeSlice()).toEqual({});
  watch.answered('tax.calculate', 11_000);
  expect(watch.takeSlice()).toEqual({ tax: { fromSecond: 11, answered: [1] } });
});
