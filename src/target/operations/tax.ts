import type { Faker } from '@faker-js/faker';
import type { Operation } from '../operation.ts';
import { jsonMembers, RequestPool } from '../request-data/request-pool.ts';
import { objectWith } from '../success-checks.ts';

/** Scenarios per batch: what a salesperson lays side by side, several prices, trades and states of one deal. */
const BATCH_SIZE = 10;

const quotes = new RequestPool(601, (faker) => `{${taxInput(faker)}}`);

const common = { service: 'tax', method: 'POST', rateTier: 'user+dealership', authenticated: true } as const;

/** Tax of one deal, and of several scenarios at once. */
export const taxOperations: readonly Operation[] = [
  {
    ...common,
    id: 'tax.calculate',
    path: '/api/v1/tax/calculate',
    success: objectWith('total_tax'),
    needs: [],
    build: (context, path) => ({ path, body: quotes.pick(context.faker) }),
  },
  {
    ...common,
    id: 'tax.batch',
    path: '/api/v1/tax/batch',
    success: objectWith('results'),
    needs: [],
    build: (context, path) => {
      let scenarios = quotes.pick(context.faker);
      for (let index = 1; index < BATCH_SIZE; index += 1) scenarios += `,${quotes.pick(context.faker)}`;
      return { path, body: `{"scenarios":[${scenarios}]}` };
    },
  },
];

function taxInput(faker: Faker): string {
  const price = faker.number.int({ min: 12_000, max: 78_000 });
  return jsonMembers({
    state_code: faker.location.state({ abbreviated: true }),
    deal_type: faker.helpers.arrayElement(['RETAIL', 'RETAIL', 'LEASE']),
    vehicle_price: price,
    trade_allowance: faker.helpers.maybe(() => Math.round(price / 4)) ?? 0,
    down_payment: faker.number.int({ min: 5, max: 60 }) * 100,
    dealer_fees: 389,
  });
}
