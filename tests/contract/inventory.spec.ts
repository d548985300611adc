import { randomUUID } from 'node:crypto';
import { jsonOf } from './world/json-body.ts';
import { newVehicleBody } from './world/new-records.ts';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

type Vehicle = Readonly<Record<string, unknown>> & { readonly id: string };

const path = '/api/v1/inventory/vehicles';
const add = async (world: World, more: object = {}): Promise<Vehicle> => {
  const json = { ...newVehicleBody(world.member.dealershipId), ...more };
  return jsonOf<Vehicle>(await world.send({ method: 'POST', path, json }), 201);
};
const list = async (world: World, query: string): Promise<Vehicle[]> =>
  jsonOf<Vehicle[]>(await world.send({ method: 'GET', path: `${path}?${query}` }), 200);

test('only one vehicle without a VIN can exist', async ({ world }) => {
  await world.pool.query("DELETE FROM vehicles WHERE vin = ''");
  const { vin: _, ...noVin } = newVehicleBody(world.member.dealershipId);
  const first = await world.send({ method: 'POST', path, json: noVin });
  expect(jsonOf<Vehicle>(first, 201).vin).toBe('');
  const second = await world.send({ method: 'POST', path, json: noVin });
  expect(second.status).toBe(500);
  expect(second.body).toContain('Failed to create vehicle');
});

test('a VIN is kept in upper case, condition is used and status available by default', async ({ world }) => {
  const { condition: _1, status: _2, ...body } = newVehicleBody(world.member.dealershipId);
  const json = { ...body, vin: String(body.vin).toLowerCase() };
  const vehicle = jsonOf<Vehicle>(await world.send({ method: 'POST', path, json }), 201);
  expect(vehicle).toMatchObject({ vin: body.vin, condition: 'used', status: 'available' });
});

test('a description is echoed but never stored', async ({ world }) => {
  const created = await add(world, { description: 'One owner' });
  expect(created.description).toBe('One owner');
  const readBack = jsonOf<Vehicle>(await world.send({ method: 'GET', path: `${path}/${created.id}` }), 200);
  expect(readBack.description).toBe('');
});

test('a year may lie two ahead and not three', async ({ world }) => {
  const thisYear = new Date().getUTCFullYear();
  await add(world, { year: thisYear + 2 });
  const json = { ...newVehicleBody(world.member.dealershipId), year: thisYear + 3 };
  expect((await world.send({ method: 'POST', path, json })).status).toBe(400);
});

test('an update leaves alone what is empty, zero or missing', async ({ world }) => {
  const created = await add(world);
  const json = { price: 100.5, mileage: 0, make: '', color: '' };
  const answer = await world.send({ method: 'PUT', path: `${path}/${created.id}`, json });
  const { updated_at: _1, created_at: _2, ...kept } = created;
  expect(jsonOf<Vehicle>(answer, 200)).toMatchObject({ ...kept, price: 100.5 });
});

test.describe('filters', () => {
  const stock = [
    { make: 'Honda', model: 'Civic', year: 2022, condition: 'used', status: 'available', price: 18000 },
    { make: 'Honda', model: 'Accord', year: 2024, condition: 'new', status: 'sold', price: 32000 },
    { make: 'Ford', model: 'Focus', year: 2022, condition: 'used', status: 'pending', price: 12000 },
  ];
  const filters = [
    { query: 'make=hONDA', finds: ['Accord', 'Civic'] },
    { query: 'model=focus', finds: ['Focus'] },
    { query: 'year=2022', finds: ['Civic', 'Focus'] },
    { query: 'condition=new', finds: ['Accord'] },
    { query: 'condition=NEW', finds: [] },
    { query: 'status=pending', finds: ['Focus'] },
    { query: 'price_min=15000&price_max=20000', finds: ['Civic'] },
    { query: 'make=Honda&status=sold', finds: ['Accord'] },
    { query: 'year=young&price_min=cheap', finds: ['Accord', 'Civic', 'Focus'] },
  ];

  for (const { query, finds } of filters) {
    test(`${query} finds ${finds.join(', ') || 'nothing'}`, async ({ world }) => {
      const dealershipId = randomUUID();
      for (const vehicle of stock) await add(world, { dealership_id: dealershipId, ...vehicle });
      const found = await list(world, `dealership_id=${dealershipId}&${query}`);
      expect(found.map((one) => one.model).sort()).toEqual(finds);
    });
  }
});

test('a list is newest first', async ({ world }) => {
  const dealershipId = randomUUID();
  const ids: string[] = [];
  for (let time = 1; time <= 3; time++) ids.push((await add(world, { dealership_id: dealershipId })).id);
  expect((await list(world, `dealership_id=${dealershipId}`)).map(({ id }) => id)).toEqual(ids.reverse());
});

test('the statistics count by status and condition and average the price', async ({ world }) => {
  const dealershipId = randomUUID();
  await add(world, { dealership_id: dealershipId, price: 10000, status: 'available', condition: 'used' });
  await add(world, { dealership_id: dealershipId, price: 20000, status: 'available', condition: 'new' });
  await add(world, { dealership_id: dealershipId, price: 60000, status: 'sold', condition: 'new' });
  const answer = await world.send({
    method: 'GET',
    path: `/api/v1/inventory/stats?dealership_id=${dealershipId}`,
  });
  expect(jsonOf(answer, 200)).toEqual({
    total_count: 3,
    by_status: { available: 2, sold: 1 },
    by_condition: { new: 2, used: 1 },
    average_price: 30000,
  });
});

test('validate-vin answers in upper case and does not look at the check digit', async ({ world }) => {
  const answer = await world.send({
    method: 'POST',
    path: `${path}/validate-vin`,
    json: { vin: '1hgcm82643a004352' },
  });
  expect(jsonOf(answer, 200)).toEqual({ vin: '1HGCM82643A004352', valid: true });
});
