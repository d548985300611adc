import type { Faker } from '@faker-js/faker';
import type { BuildContext } from '../operation.ts';
import { jsonMembers, RequestPool } from '../request-data/request-pool.ts';
import { taggedSerial } from '../request-data/request-serial.ts';
import { arrayReply } from '../success-checks.ts';
import { ofHomeDealership, operationsFrom } from './from-table.ts';

const firstNames = new RequestPool(301, (faker) => faker.person.firstName());
const lastNames = new RequestPool(302, (faker) => faker.person.lastName());

// What a person types before looking at the list: the beginning of a name.
const searchTexts = new RequestPool(306, (faker) => faker.person.lastName().slice(0, 3));

const contacts = new RequestPool(303, (faker) =>
  jsonMembers({
    phone: phone(faker),
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
    ...means(faker),
  }),
);

const changes = new RequestPool(305, (faker) =>
  jsonMembers({ phone: phone(faker), city: faker.location.city(), ...means(faker) }),
);

const COLLECTION = '/api/v1/customers';
const ONE = '/api/v1/customers/{id}';

/** Customers. The last name carries the run's tag. */
export const customersOperations = operationsFrom(
  {
    'customers.list': { route: `GET ${COLLECTION}`, success: arrayReply(), parameters: ofHomeDealership },
    'customers.search': {
      route: `GET ${COLLECTION}`,
      success: arrayReply(),
      parameters: ({ homeDealershipId, faker }) => ({
        dealership_id: homeDealershipId,
        search: searchTexts.pick(faker),
      }),
    },
    'customers.create': { route: `POST ${COLLECTION}`, creates: 'customer', body: customerBody },
    'customers.get': { route: `GET ${ONE}` },
    'customers.update': { route: `PUT ${ONE}`, body: ({ faker }) => `{${changes.pick(faker)}}` },
    'customers.delete': { route: `DELETE ${ONE}` },
  },
  'customerId',
);

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

/** 555-01xx is the range kept free for fiction: no request carries a number that rings somewhere. */
function phone(faker: Faker): string {
  return `(${faker.number.int({ min: 201, max: 989 })}) 555-01${faker.string.numeric(2)}`;
}

function means(faker: Faker): { credit_score: number; monthly_income: number } {
  return {
    credit_score: faker.number.int({ min: 520, max: 845 }),
    monthly_income: faker.number.int({ min: 2_200, max: 14_000 }),
  };
}
