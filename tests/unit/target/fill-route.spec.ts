import { expect, test } from '@playwright/test';
import { fillRoute } from '../../../src/target/fill-route.ts';

for (const [pattern, parameters, route] of [
  ['/deals/{id}', { id: 'a-1' }, '/deals/a-1'],
  ['/deals/{id}/notes/{note}', { note: '2', id: '1' }, '/deals/1/notes/2'],
  ['/deals', { dealership_id: 'd', search: 'Mc C' }, '/deals?dealership_id=d&search=Mc%20C'],
  ['/deals/{id}?all=1', { id: '1', page: '2' }, '/deals/1?all=1&page=2'],
  ['/deals/{id}', { id: 'a/b{c}' }, '/deals/a%2Fb%7Bc%7D'],
  ['/v2/{deal-id}', { 'deal-id': '7' }, '/v2/7'],
  ['/deals', {}, '/deals'],
] as const)
  test(`${pattern} with ${JSON.stringify(parameters)} is ${route}, the second time too`, () => {
    expect(fillRoute(pattern, parameters)).toBe(route);
    expect(fillRoute(pattern, parameters)).toBe(route);
  });

test('a placeholder without a value is refused, with what was given', () => {
  for (const pattern of ['/deals/{deal_id}', '/deals/{deal-id}', '/deals/{}'])
    expect(() => fillRoute(pattern, { id: '1' })).toThrow(
      `route ${pattern}: found no value for a placeholder, given were id`,
    );
});

test('a brace that is not closed is refused', () => {
  for (const pattern of ['/deals/{id', '/deals/{{id}'])
    expect(() => fillRoute(pattern, { id: '1' })).toThrow('found a brace that is not closed');
});
