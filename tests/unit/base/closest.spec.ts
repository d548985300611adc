import { expect, test } from '@playwright/test';
import { closest, meantWords } from '../../../src/base/closest.ts';

const IDS = ['deals.create', 'deals.list', 'tax.calculate', 'customers.search'];

test('the candidates come by the number of edits, fewest first', () => {
  expect(closest('deal.lst', [...IDS, 'deal.last'], 2)).toEqual(['deal.last', 'deals.list']);
});

test('upper and lower case are the same', () => {
  expect(closest('TAX.Calculat', IDS, 1)).toEqual(['tax.calculate']);
});

test('a pattern is compared with the beginning of each candidate', () => {
  expect(closest('custmers.*', IDS, 1)).toEqual(['customers.search']);
});

test('a word that was cut short is closer to what it begins than to a shorter word', () => {
  expect(closest('dev', ['staging', 'production', 'development'], 1)).toEqual(['development']);
});

test('candidates that are equally close come in alphabetical order', () => {
  expect(closest('bb', ['bd', 'bc', 'ba'])).toEqual(['ba', 'bc', 'bd']);
});

test('two letters in the wrong order are one mistake, in a short word too', () => {
  expect(closest('vsu', ['vus', 'ui'])).toEqual(['vus']);
  expect(closest('vus', ['vus'])).toEqual(['vus']);
  expect(closest('svu', ['vus'])).toEqual([]);
});

test('where more than half of the letters would have to change, nothing is close', () => {
  for (const text of ['nothing', 'nothing.*', 'x', '*']) expect(closest(text, IDS), text).toEqual([]);
});

test('what would be right names the closest word, and all of them where none is close', () => {
  expect(meantWords('smok', ['smoke', 'load'])).toBe('smoke, most likely (of smoke, load)');
  expect(meantWords('quux', ['smoke', 'load'])).toBe('one of smoke, load');
});
