import { knownValue } from '../known-value.ts';
import type { BuildContext } from '../operation.ts';
import { jsonMembers, RequestPool } from '../request-data/request-pool.ts';
import { arrayReply } from '../success-checks.ts';
import { ofHomeDealership, operationsFrom } from './from-table.ts';

const worksheets = new RequestPool(201, (faker) => {
  const price = faker.number.int({ min: 12_000, max: 78_000 });
  const trade =
    faker.helpers.maybe(() => Math.round(price * faker.number.float({ min: 0.1, max: 0.4 }))) ?? 0;
  return jsonMembers({
    vehicle_price: price,
    trade_in_value: trade,
    trade_in_payoff: Math.round(trade * faker.number.float({ min: 0, max: 0.6 })),
    down_payment: faker.number.int({ min: 5, max: 60 }) * 100,
    tax_amount: Math.round((price - trade) * 7) / 100,
    status: faker.helpers.arrayElement(['draft', 'draft', 'pending']),
  });
});

// Never zero or empty: an update takes those for "leave as is".
const changes = new RequestPool(202, (faker) =>
  jsonMembers({
    status: faker.helpers.arrayElement(['pending', 'approved', 'funded']),
    down_payment: faker.number.int({ min: 5, max: 80 }) * 100,
  }),
);

const COLLECTION = '/api/v1/deals';
const ONE = '/api/v1/deals/{id}';

/** Deals. Their tag is the dealership: the contract gives a deal no free text. */
export const dealsOperations = operationsFrom(
  {
    'deals.list': { route: `GET ${COLLECTION}`, success: arrayReply(), parameters: ofHomeDealership },
    'deals.create': {
      route: `POST ${COLLECTION}`,
      needs: ['customerId'],
      creates: 'deal',
      body: dealBody,
    },
    'deals.get': { route: `GET ${ONE}` },
    'deals.update': { route: `PUT ${ONE}`, body: ({ faker }) => `{${changes.pick(faker)}}` },
    'deals.delete': { route: `DELETE ${ONE}` },
  },
  'dealId',
);

function dealBody(context: BuildContext): string {
  const vehicle =
    context.known.vehicleId === undefined ? '' : `"vehicle_id":${JSON.stringify(context.known.vehicleId)},`;
  return (
    `{"dealership_id":${JSON.stringify(context.dealershipId)},` +
    `"customer_id":${JSON.stringify(knownValue(context, 'customerId'))},${vehicle}${worksheets.pick(context.faker)}}`
  );
}
