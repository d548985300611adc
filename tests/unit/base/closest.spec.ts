import { expect, test } from '@playwright/test';
import { closest } from '../../../src/base/closest.ts';

const IDS = ['deals.create', 'deals.list', 'tax.calculate', 'customers.search'];

test('the candidates come by the number of edits, fewest first', () => {
  expect(closest('deal.create', IDS, 2)).toEqual(['deals.create', 'deals.list']);
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
  expect(closest('b', ['d', 'c', 'a'])).toEqual(['a', 'c', 'd']);
});
