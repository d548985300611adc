import { type ContractCase, type RequestBuilder, respondsTo } from './contract-case.ts';
import type { OperationExample } from './refusals.ts';

const input = { state_code: 'IN', deal_type: 'RETAIL', vehicle_price: 30000, trade_allowance: 5000 };
const calculate = (json: unknown): RequestBuilder => {
  return () => ({ method: 'POST', path: '/api/v1/tax/calculate', json });
};
const batch = (scenarios: unknown): RequestBuilder => {
  return () => ({ method: 'POST', path: '/api/v1/tax/batch', json: { scenarios } });
};

/** The tax operations, asked well. */
export const taxExamples: readonly OperationExample[] = [
  { operationId: 'tax.calculate', build: calculate(input) },
  { operationId: 'tax.batch', build: batch([input]) },
];

/** What is particular to them. */
export const taxCases: readonly ContractCase[] = [
  respondsTo('tax.calculate', 200, "the document's own example", calculate(input), '"total_tax":1750'),
  respondsTo(
    'tax.calculate',
    200,
    'a code without a rate of its own',
    calculate({ ...input, state_code: 'PR' }),
    '"total_tax":1250',
  ),
  respondsTo(
    'tax.calculate',
    400,
    'a code that is not two capitals',
    calculate({ ...input, state_code: 'tx' }),
    '"field":"state_code"',
  ),
  respondsTo(
    'tax.calculate',
    400,
    'a negative price',
    calculate({ ...input, vehicle_price: -1 }),
    '"field":"vehicle_price"',
  ),
  respondsTo(
    'tax.calculate',
    400,
    'a price in a text',
    calculate({ ...input, vehicle_price: '30000' }),
    'Invalid request body',
  ),
  respondsTo('tax.batch', 200, 'two scenarios', batch([input, { ...input, state_code: 'TX' }]), '"count":2'),
  respondsTo('tax.batch', 400, 'no scenario', batch([]), '"field":"scenarios"'),
  respondsTo(
    'tax.batch',
    400,
    'one bad scenario among good ones',
    batch([input, { ...input, deal_type: 'GIFT' }]),
    '"field":"scenarios[1].deal_type"',
  ),
];
