import type { FastifyRequest } from 'fastify';
import { queryText } from '../wire/query-values.ts';

/** A condition on the vehicles and its value. */
export interface VehicleFilter {
  /** Kind of filter: the same kinds give the same statement. */
  readonly name: string;
  /** SQL with `?` where the value's placeholder goes. */
  readonly condition: string;
  readonly value: string;
}

const wholeNumber = /^[+-]?\d{1,9}$/;
const decimal = /^[+-]?(\d{1,15}(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?$/i;
const anything = /^/;

/** Every filter of the list. As in the product, a value that does not parse disables its filter. */
const known: readonly (readonly [name: string, condition: string, parses: RegExp])[] = [
  ['dealership_id', 'dealership_id = ?', anything],
  ['make', 'lower(make) = lower(?)', anything],
  ['model', 'lower(model) = lower(?)', anything],
  ['year', 'year = ?::integer', wholeNumber],
  ['condition', 'condition = ?', anything],
  ['status', 'status = ?', anything],
  ['price_min', 'price >= ?::numeric', decimal],
  ['price_max', 'price <= ?::numeric', decimal],
];

/** The filters of a list request, to be combined with AND. */
export function vehicleFilters(request: FastifyRequest): readonly VehicleFilter[] {
  return known.flatMap(([name, condition, parses]) => {
    const value = queryText(request, name);
    return value !== undefined && parses.test(value) ? [{ name, condition, value }] : [];
  });
}
