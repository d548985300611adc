import { createDecipheriv, randomUUID } from 'node:crypto';
import { jsonOf } from './world/json-body.ts';
import { newCustomerBody } from './world/new-records.ts';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

type Customer = Readonly<Record<string, unknown>> & { readonly id: string };

const create = async (world: World, more: object = {}): Promise<Customer> => {
  const json = { ...newCustomerBody(world.member.dealershipId), ...more };
  return jsonOf<Customer>(await world.send({ method: 'POST', path: '/api/v1/customers', json }), 201);
};
const read = async (world: World, id: string): Promise<Customer> =>
  jsonOf<Customer>(await world.send({ method: 'GET', path: `/api/v1/customers/${id}` }), 200);
const list = async (world: World, query: Record<string, string>): Promise<Customer[]> => {
  const path = `/api/v1/customers?${new URLSearchParams(query)}`;
  return jsonOf<Customer[]>(await world.send({ method: 'GET', path }), 200);
};

const sensitive = ['ssn_last4', 'drivers_license_number', 'credit_score', 'monthly_income'] as const;
const storedFields = async (world: World, id: string): Promise<Record<string, string>> => {
  const { rows } = await world.pool.query(`SELECT ${sensitive.join(', ')} FROM customers WHERE id = $1`, [
    id,
  ]);
  return rows[0];
};

test('the four sensitive fields lie in the database encrypted, each readable with the key', async ({
  world,
}) => {
  const { id } = await create(world);
  const stored = await storedFields(world, id);
  const clear = Object.fromEntries(
    sensitive.map((field) => [field, decrypt(world.piiKey, String(stored[field]))] as const),
  );
  expect(clear).toEqual({
    ssn_last4: '1234',
    drivers_license_number: 'TX1234567',
    credit_score: '700',
    monthly_income: expect.stringMatching(/^5000\.50*$/),
  });
});

test('equal values are stored differently', async ({ world }) => {
  const [first, second] = [await create(world), await create(world)];
  const [one, other] = [await storedFields(world, first.id), await storedFields(world, second.id)];
  for (const field of sensitive) expect(one[field]).not.toBe(other[field]);
});

test('sensitive fields come back in clear from create, get, update and list', async ({ world }) => {
  const clear = {
    ssn_last4: '1234',
    drivers_license_number: 'TX1234567',
    credit_score: 700,
    monthly_income: 5000.5,
  };
  const dealershipId = randomUUID();
  const created = await create(world, { dealership_id: dealershipId });
  expect(created).toMatchObject(clear);
  expect(await read(world, created.id)).toMatchObject(clear);
  expect((await list(world, { dealership_id: dealershipId }))[0]).toMatchObject(clear);
  const path = `/api/v1/customers/${created.id}`;
  const changed = await world.send({ method: 'PUT', path, json: { ssn_last4: '9876' } });
  expect(jsonOf<Customer>(changed, 200)).toMatchObject({ ...clear, ssn_last4: '9876' });
  expect(decrypt(world.piiKey, String((await storedFields(world, created.id)).ssn_last4))).toBe('9876');
});

test('sensitive fields that were not given are missing, not empty', async ({ world }) => {
  const json = { dealership_id: world.member.dealershipId, first_name: 'Bo', last_name: 'Bare' };
  const created = jsonOf<Customer>(
    await world.send({ method: 'POST', path: '/api/v1/customers', json }),
    201,
  );
  for (const customer of [created, await read(world, created.id)]) {
    for (const field of sensitive) expect(customer).not.toHaveProperty(field);
    expect(customer).toMatchObject({ email: '', phone: '', address: '', city: '', state: '', zip_code: '' });
  }
});

test('texts are trimmed, the e-mail goes to lower case, state and licence to upper case', async ({
  world,
}) => {
  const created = await create(world, {
    first_name: '  Ann ',
    email: ' Ann.Buyer@Example.COM ',
    state: 'tx',
    drivers_license_number: 'tx-12ab',
  });
  const wanted = {
    first_name: 'Ann',
    email: 'ann.buyer@example.com',
    state: 'TX',
    drivers_license_number: 'TX-12AB',
  };
  expect(created).toMatchObject(wanted);
  expect(await read(world, created.id)).toMatchObject(wanted);
});

test('two customers may share an e-mail', async ({ world }) => {
  expect((await create(world)).id).not.toBe((await create(world)).id);
});

test('an update leaves alone what is empty, zero or missing', async ({ world }) => {
  const created = await create(world);
  const path = `/api/v1/customers/${created.id}`;
  const json = { city: 'Dallas', first_name: '', credit_score: 0, monthly_income: 0, ssn_last4: '' };
  const updated = jsonOf<Customer>(await world.send({ method: 'PUT', path, json }), 200);
  const { updated_at: _1, created_at: _2, ...kept } = created;
  expect(updated).toMatchObject({ ...kept, city: 'Dallas' });
});

test('a list goes by last name, then first name', async ({ world }) => {
  const dealershipId = randomUUID();
  for (const [first_name, last_name] of [
    ['Zoe', 'Adams'],
    ['Amy', 'Young'],
    ['Amy', 'Adams'],
  ]) {
    await create(world, { dealership_id: dealershipId, first_name, last_name });
  }
  const names = (await list(world, { dealership_id: dealershipId })).map(
    (one) => `${one.first_name} ${one.last_name}`,
  );
  expect(names).toEqual(['Amy Adams', 'Zoe Adams', 'Amy Young']);
});

test.describe('search', () => {
  const people = [
    { first_name: 'Maria', last_name: 'Keller', email: 'mk@example.com', phone: '(212) 555-0001' },
    { first_name: 'Otto', last_name: 'Marsh', email: 'otto@example.org', phone: '(212) 555-0002' },
    { first_name: 'Ines', last_name: 'Bauer', email: 'ines_b@example.net', phone: '(646) 555-0003' },
  ];
  const searches = [
    { text: 'mar', finds: ['Keller', 'Marsh'], why: 'first and last names, in any case' },
    { text: 'EXAMPLE.ORG', finds: ['Marsh'], why: 'e-mail addresses' },
    { text: '(646)', finds: ['Bauer'], why: 'telephone numbers' },
    { text: 'nobody at all', finds: [], why: 'nothing when nothing matches' },
    { text: '_', finds: ['Bauer'], why: 'an underscore as itself' },
    { text: '%', finds: [], why: 'a percent sign as itself' },
  ];

  for (const { text, finds, why } of searches) {
    test(`${JSON.stringify(text)} finds ${why}`, async ({ world }) => {
      const dealershipId = randomUUID();
      for (const person of people) await create(world, { dealership_id: dealershipId, ...person });
      const found = await list(world, { dealership_id: dealershipId, search: text });
      expect(found.map((one) => one.last_name)).toEqual(finds);
    });
  }
});

function decrypt(key: Buffer, stored: string): string {
  const match = /^enc:v1:v1:(.+)$/.exec(stored);
  if (match === null) throw new Error(`stored field is ${JSON.stringify(stored)}, want enc:v1:v1:<base64>`);
  const bytes = Buffer.from(match[1] ?? '', 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
}
