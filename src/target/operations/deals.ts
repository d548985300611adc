import { fillRoute } from '../fill-route.ts';
import { knownValue, ofKnown } from '../known-value.ts';
import type { BuildContext, Operation } from '../operation.ts';
import { jsonMembers, RequestPool } from '../request-data/request-pool.ts';
import { arrayReply, emptyReply, objectWith } from '../success-checks.ts';

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

const common = { service: 'deals', rateTier: 'user+dealership', authenticated: true } as const;
const COLLECTION = '/api/v1/deals';
const ONE = '/api/v1/deals/{id}';

/** Deals. Their tag is the dealership: the contract gives a deal no free text. */
export const dealsOperations: readonly Operation[] = [
  {
    ...common,
    id: 'deals.list',
    method: 'GET',
    path: COLLECTION,
    success: arrayReply(),
    needs: [],
    build: (context, pattern) => ({ path: fillRoute(pattern, { dealership_id: context.homeDealershipId }) }),
  },
  {
    ...common,
    id: 'deals.create',
    method: 'POST',
    path: COLLECTION,
    success: objectWith('id', 201),
    needs: ['customerId'],
    learns: { dealId: 'id' },
    creates: 'deal',
    build: (context, path) => ({ path, body: dealBody(context) }),
  },
  {
    ...common,
    id: 'deals.get',
    method: 'GET',
    path: ONE,
    success: objectWith('id'),
    needs: ['dealId'],
    build: ofKnown('dealId'),
  },
  {
    ...common,
    id: 'deals.update',
    method: 'PUT',
    path: ONE,
    success: objectWith('id'),
    needs: ['dealId'],
    build: ofKnown('dealId', { body: (context) => `{${changes.pick(context.faker)}}` }),
  },
  {
    ...common,
    id: 'deals.delete',
    method: 'DELETE',
    path: ONE,
    success: emptyReply(),
    needs: ['dealId'],
    build: ofKnown('dealId'),
    forgets: ['dealId'],
  },
];

function dealBody(context: BuildContext): string {
  const vehicle =
    context.known.vehicleId === undefined ? '' : `"vehicle_id":${JSON.stringify(context.known.vehicleId)},`;
  return (
    `{"dealership_id":${JSON.stringify(context.dealershipId)},` +
    `"customer_id":${JSON.stringify(knownValue(context, 'customerId'))},${vehicle}${worksheets.pick(context.faker)}}`
  );
}
