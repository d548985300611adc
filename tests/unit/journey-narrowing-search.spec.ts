import { expect, test } from '@playwright/test';
import { narrowingSearch } from '../../fixtures/journeys/narrowing-search.ts';

const customer = (first_name: string, last_name: string, email = '') => ({ first_name, last_name, email });

test('the last letter finds one customer and loses another', () => {
  const customers = [customer('Ann', 'Miller'), customer('Bob', 'Mills'), customer('Eve', 'Mistry')];
  expect(narrowingSearch(customers, 10)).toEqual({
    letters: 'Mi',
    lastLetter: 'l',
    found: 'Ann Miller',
    gone: 'Eve Mistry',
  });
});

test('what is found elsewhere than in the last name counts, as it does for the target', () => {
  const customers = [customer('Ann', 'Miller'), customer('Eve', 'Mistry', 'mil@example.com')];
  expect(narrowingSearch(customers, 10)).toMatchObject({
    letters: 'Mi',
    lastLetter: 's',
    found: 'Eve Mistry',
    gone: 'Ann Miller',
  });
});

test('who is gone was among those that the page showed', () => {
  const many = Array.from({ length: 20 }, (_, index) => customer(`Ann${index}`, 'Miller'));
  const customers = [...many, customer('Eve', 'Mistry')];
  expect(narrowingSearch(customers, 10)).toMatchObject({ found: 'Eve Mistry', gone: 'Ann0 Miller' });
});

test('customers of one name cannot be told apart by a search, and the message says so', () => {
  const many = Array.from({ length: 20 }, (_, index) => customer(`Ann${index}`, 'Miller'));
  expect(() => narrowingSearch(many, 10)).toThrow('found 20 customers');
});

test('a namesake that stays on the page is no sign of a change', () => {
  const customers = [
    customer('Ann', 'Miller'),
    customer('Ann', 'Miller', 'x@mix.org'),
    customer('Zoe', 'Miranda'),
  ];
  expect(narrowingSearch(customers, 10).gone).toBe('Zoe Miranda');
});
