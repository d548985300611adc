import { newDealBody } from '../world/new-records.ts';
import { type ContractCase, respondsTo } from './contract-case.ts';
import { type RecordKind, recordCases, recordExamples } from './records.ts';
import type { OperationExample } from './refusals.ts';

const deals: RecordKind = {
  service: 'deals',
  path: '/api/v1/deals',
  table: 'deals',
  noun: 'Deal',
  newBody: (world) => newDealBody(world.member.dealershipId),
  change: { status: 'approved', down_payment: 2500 },
  newId: (world) => world.make.deal(),
};

/** The deal operations, asked well. */
export const dealExamples: readonly OperationExample[] = recordExamples(deals);

/** What is particular to them. */
export const dealCases: readonly ContractCase[] = [
  ...recordCases(deals),
  respondsTo(
    'deals.create',
    400,
    'a negative price',
    (world) => ({ method: 'POST', path: deals.path, json: { ...deals.newBody(world), vehicle_price: -1 } }),
    '"field":"vehicle_price"',
  ),
  respondsTo(
    'deals.create',
    400,
    'an unknown status',
    (world) => ({ method: 'POST', path: deals.path, json: { ...deals.newBody(world), status: 'sleeping' } }),
    '"field":"status"',
  ),
  respondsTo(
    'deals.create',
    500,
    'an amount that the column cannot hold',
    (world) => ({
      method: 'POST',
      path: deals.path,
      json: { ...deals.newBody(world), vehicle_price: 100_000_000 },
    }),
    'Failed to create deal: failed to create deal: pq: numeric field overflow',
  ),
  respondsTo(
    'deals.update',
    400,
    'a negative down payment',
    async (world) => ({
      method: 'PUT',
      path: `${deals.path}/${await world.make.deal()}`,
      json: { down_payment: -1 },
    }),
    '"field":"down_payment"',
  ),
];
