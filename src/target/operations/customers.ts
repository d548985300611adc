import { fillRoute } from '../fill-route.ts';
import { ofKnown } from '../known-value.ts';
import type { BuildContext, Operation } from '../operation.ts';
import { jsonMembers, RequestPool } from '../request-data/request-pool.ts';
import { taggedSerial } from '../request-data/request-serial.ts';
import { arrayReply, emptyReply, objectWith } from '../success-checks.ts';

const firstNames = new RequestPool(301, (faker) => faker.person.firstName());
const lastNames = new RequestPool(302, (faker) => faker.person.lastName());

// What a person types before looking at the list: the beginning of a name.
const searchTexts = new RequestPool(306, (faker) => faker.person.lastName().slice(0, 3));

// 555-01xx is the range kept free for fiction: no request carries a number that rings somewhere.
const contacts = new RequestPool(303, (faker) =>
  jsonMembers({
    phone: `(${faker.number.int({ min: 201, max: 989 })}) 555-01${faker.string.numeric(2)}`,
    address: faker.location.streetAddress(),
    city: faker.location.city(),
    state: faker.location.state({ abbreviated: true }),
    zip_code: faker.string.numeric(5),
  }),
);

const sensitive = new RequestPool(304, (faker) =>
  jsonMembers({
    ssn_last4: faker.string.numeric(4),
    drivers_license_number: `${faker.string.alpha({ length: 2, casing: 'upper' })}${faker.string.numeric(7)}`,
    credit_score: faker.number.int({ min: 520, max: 845 }),
    monthly_income: faker.number.int({ min: 2_200, max: 14_000 }),
  }),
);

const changes = new RequestPool(305, (faker) =>
  jsonMembers({
    phone: `(${faker.number.int({ min: 201, max: 989 })}) 555-01${faker.string.numeric(2)}`,
    city: faker.location.city(),
    credit_score: faker.number.int({ min: 520, max: 845 }),
    monthly_income: faker.number.int({ min: 2_200, max: 14_000 }),
  }),
);

const common = { service: 'customers', rateTier: 'user+dealership', authenticated: true } as const;
const COLLECTION = '/api/v1/customers';
const ONE = '/api/v1/customers/{id}';

/** Customers. The last name carries the run's tag. */
export const customersOperations: readonly Operation[] = [
  {
    ...common,
    id: 'customers.list',
    method: 'GET',
    path: COLLECTION,
    success: arrayReply(),
    needs: [],
    build: (context, pattern) => ({ path: fillRoute(pattern, { dealership_id: context.homeDealershipId }) }),
  },
  {
    ...common,
    id: 'customers.search',
    method: 'GET',
    path: COLLECTION,
    success: arrayReply(),
    needs: [],
    build: (context, pattern) => ({
      path: fillRoute(pattern, {
        dealership_id: context.homeDealershipId,
        search: searchTexts.pick(context.faker),
      }),
    }),
  },
  {
    ...common,
    id: 'customers.create',
    method: 'POST',
    path: COLLECTION,
    success: objectWith('id', 201),
    needs: [],
    learns: { customerId: 'id' },
    creates: 'customer',
    build: (context, path) => ({ path, body: customerBody(context) }),
  },
  {
    ...common,
    id: 'customers.get',
    method: 'GET',
    path: ONE,
    success: objectWith('id'),
    needs: ['customerId'],
    build: ofKnown('customerId'),
  },
  {
    ...common,
    id: 'customers.update',
    method: 'PUT',
    path: ONE,
    success: objectWith('id'),
    needs: ['customerId'],
    build: ofKnown('customerId', { body: (context) => `{${changes.pick(context.faker)}}` }),
  },
  {
    ...common,
    id: 'customers.delete',
    method: 'DELETE',
    path: ONE,
    success: emptyReply(),
    needs: ['customerId'],
    build: ofKnown('customerId'),
    forgets: ['customerId'],
  },
];

function customerBody(context: BuildContext): string {
  const { faker } = context;
  const tag = taggedSerial(context);
  const lastName = JSON.stringify(`${lastNames.pick(faker)} ${tag}`);
  return (
    `{"dealership_id":${JSON.stringify(context.dealershipId)},"first_name":${JSON.stringify(firstNames.pick(faker))},` +
    `"last_name":${lastName},"email":"c-${tag.toLowerCase()}@example.com",` +
    `${contacts.pick(faker)},${sensitive.pick(faker)}}`
  );
}
