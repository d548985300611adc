import { randomUUID } from 'node:crypto';
import { jsonOf } from './world/json-body.ts';
import { newDealBody } from './world/new-records.ts';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

type Deal = Readonly<Record<string, unknown>> & { readonly id: string };

const create = async (world: World, more: object = {}): Promise<Deal> => {
  const json = { ...newDealBody(world.member.dealershipId), ...more };
  return jsonOf<Deal>(await world.send({ method: 'POST', path: '/api/v1/deals', json }), 201);
};
const read = async (world: World, id: string): Promise<Deal> =>
  jsonOf<Deal>(await world.send({ method: 'GET', path: `/api/v1/deals/${id}` }), 200);
const update = async (world: World, id: string, json: object): Promise<Deal> =>
  jsonOf<Deal>(await world.send({ method: 'PUT', path: `/api/v1/deals/${id}`, json }), 200);
const list = async (world: World, query: string): Promise<Deal[]> =>
  jsonOf<Deal[]>(await world.send({ method: 'GET', path: `/api/v1/deals${query}` }), 200);

test('a created deal reads back the same but for its times', async ({ world }) => {
  const created = await create(world);
  const { created_at: _1, updated_at: _2, ...kept } = created;
  expect(await read(world, created.id)).toMatchObject(kept);
});

test('a time read back has microseconds at most and means the same instant', async ({ world }) => {
  const created = await create(world);
  const { created_at: readBack } = await read(world, created.id);
  expect(readBack).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/);
  expect(Math.abs(Date.parse(String(readBack)) - Date.parse(String(created.created_at)))).toBeLessThanOrEqual(
    1,
  );
});

test('the total stays 0 and vehicle and salesperson are thrown away', async ({ world }) => {
  const created = await create(world, {
    vehicle_id: randomUUID(),
    salesperson_id: 'anybody',
    total_amount: 99,
  });
  for (const deal of [created, await read(world, created.id)]) {
    expect(deal.total_amount).toBe(0);
    expect(deal).not.toHaveProperty('vehicle_id');
    expect(deal).not.toHaveProperty('salesperson_id');
  }
});

test('amounts are echoed as sent and stored with two decimals', async ({ world }) => {
  const created = await create(world, { tax_amount: 10.126 });
  expect(created.tax_amount).toBe(10.126);
  expect((await read(world, created.id)).tax_amount).toBe(10.13);
});

test('a status is taken in any case and kept in lower case, draft by default', async ({ world }) => {
  expect((await create(world, { status: 'PENDING' })).status).toBe('pending');
  const { status: _, ...noStatus } = newDealBody(world.member.dealershipId);
  const answer = await world.send({ method: 'POST', path: '/api/v1/deals', json: noStatus });
  expect(jsonOf<Deal>(answer, 201).status).toBe('draft');
});

test('everything but the dealership may be missing', async ({ world }) => {
  const json = { dealership_id: world.member.dealershipId, unknown_field: true };
  const deal = jsonOf<Deal>(await world.send({ method: 'POST', path: '/api/v1/deals', json }), 201);
  expect(deal).toMatchObject({ customer_id: '', vehicle_price: 0, tax_amount: 0, status: 'draft' });
  expect(await read(world, deal.id)).toMatchObject({ customer_id: '', vehicle_price: 0 });
});

test('an update changes what it names and nothing else', async ({ world }) => {
  const created = await create(world);
  const updated = await update(world, created.id, { status: 'APPROVED', down_payment: 2500 });
  const { updated_at: _1, created_at: _2, ...kept } = created;
  expect(updated).toMatchObject({ ...kept, status: 'approved', down_payment: 2500 });
});

test('zero and an empty text leave a field as it is', async ({ world }) => {
  const created = await create(world);
  const updated = await update(world, created.id, {
    vehicle_price: 0,
    tax_amount: 0,
    status: '',
    customer_id: '',
  });
  expect(updated).toMatchObject({
    vehicle_price: created.vehicle_price,
    tax_amount: created.tax_amount,
    status: 'draft',
    customer_id: created.customer_id,
  });
});

test('an empty update only moves updated_at', async ({ world }) => {
  const created = await create(world);
  const before = await read(world, created.id);
  const { updated_at: movedTo, ...rest } = await update(world, created.id, {});
  const { updated_at: movedFrom, ...same } = before;
  expect(rest).toEqual(same);
  expect(Date.parse(String(movedTo))).toBeGreaterThanOrEqual(Date.parse(String(movedFrom)));
  expect(movedTo).not.toBe(movedFrom);
});

test('a list is filtered by dealership, newest first, and ignores paging', async ({ world }) => {
  const dealershipId = randomUUID();
  const ids: string[] = [];
  for (let time = 1; time <= 3; time++) ids.push((await create(world, { dealership_id: dealershipId })).id);
  const deals = await list(world, `?dealership_id=${dealershipId}&limit=1&offset=2&status=funded`);
  expect(deals.map(({ id }) => id)).toEqual(ids.reverse());
});

test('a list without a filter holds the deals of every dealership', async ({ world }) => {
  const elsewhere = await create(world, { dealership_id: randomUUID() });
  const here = await create(world);
  const ids = (await list(world, '')).map(({ id }) => id);
  expect(ids).toContain(elsewhere.id);
  expect(ids).toContain(here.id);
});

test('a dealership without deals has an empty list, not null', async ({ world }) => {
  expect(await list(world, `?dealership_id=${randomUUID()}`)).toEqual([]);
});

test('a deal of another dealership can be read, changed and deleted', async ({ world }) => {
  const { id } = await create(world, { dealership_id: randomUUID() });
  expect((await update(world, id, { down_payment: 1 })).down_payment).toBe(1);
  const path = `/api/v1/deals/${id}`;
  expect((await world.send({ method: 'DELETE', path })).status).toBe(204);
  expect((await world.send({ method: 'DELETE', path })).status).toBe(404);
});

test('all faults of a body are listed, without codes', async ({ world }) => {
  const json = { vehicle_price: -1, tax_amount: -2, status: 'sleeping' };
  const answer = await world.send({ method: 'POST', path: '/api/v1/deals', json });
  expect(answer.status).toBe(400);
  const body = JSON.parse(answer.body);
  expect(body).toMatchObject({ error: 'Validation failed', code: 'VALIDATION_ERROR' });
  const fields = body.details.map(({ field }: { field: string }) => field).sort();
  expect(fields).toEqual(['dealership_id', 'status', 'tax_amount', 'vehicle_price']);
  for (const detail of body.details) expect(detail).not.toHaveProperty('code');
  expect(body.details).toContainEqual({ field: 'dealership_id', message: 'Dealership ID is required' });
});
