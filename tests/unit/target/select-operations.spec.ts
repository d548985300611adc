import { expect, test } from '@playwright/test';
import { operations } from '../../../src/target/catalogue.ts';
import { selectOperations } from '../../../src/target/select-operations.ts';

test('patterns and ids select operations in the order of the catalogue, each once', () => {
  const ids = selectOperations('tax.calculate, deals.*,deals.get').map(({ id }) => id);
  expect(ids).toEqual([
    'deals.list',
    'deals.create',
    'deals.get',
    'deals.update',
    'deals.delete',
    'tax.calculate',
  ]);
});

test('an empty list selects all operations', () => {
  expect(selectOperations(' ')).toEqual(operations);
});

test('a dot in a pattern is a dot and nothing else', () => {
  expect(() => selectOperations('deals?list')).toThrow('matches nothing');
});

test('a pattern that is close to no id is named without a suggestion', () => {
  expect(() => selectOperations('nothing.*')).toThrow(/"nothing\.\*" matches nothing\. /);
});

test('patterns that match nothing are named together with the closest ids', () => {
  expect(() => selectOperations('deal.create,tax.*,custmers.list')).toThrow(
    /"deal.create" matches nothing, the closest are deals.create.*"custmers.list".*customers.list/,
  );
});
