import type { Faker } from '@faker-js/faker';
import { jsonMembers, RequestPool } from '../request-data/request-pool.ts';
import { objectWith } from '../success-checks.ts';
import { operationsFrom } from './from-table.ts';

/** Scenarios per batch: what a salesperson lays side by side, several prices, trades and states of one deal. */
const BATCH_SIZE = 10;

const quotes = new RequestPool(601, (faker) => `{${taxInput(faker)}}`);

/** Tax of one deal, and of several scenarios at once. */
export const taxOperations = operationsFrom({
  'tax.calculate': {
    route: 'POST /api/v1/tax/calculate',
    readsOnly: true,
    success: objectWith('total_tax'),
    body: ({ faker }) => quotes.pick(faker),
  },
  'tax.batch': {
    route: 'POST /api/v1/tax/batch',
    readsOnly: true,
    success: objectWith('results'),
    body: ({ faker }) => {
      let scenarios = quotes.pick(faker);
      for (let index = 1; index < BATCH_SIZE; index += 1) scenarios += `,${quotes.pick(faker)}`;
      return `{"scenarios":[${scenarios}]}`;
    },
  },
});

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
