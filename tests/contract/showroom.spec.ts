import { randomUUID } from 'node:crypto';
import { readContract } from './document/contract-document.ts';
import { contractCheck } from './document/response-check.ts';
import { jsonOf } from './world/json-body.ts';
import { openSocket, type Socket } from './world/socket.ts';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

const check = contractCheck(readContract());
const visits = '/api/v1/showroom/visits';

interface Visit {
  readonly id: string;
  readonly status: string;
  readonly workflow_stage: number;
  readonly check_out_time?: string;
  readonly timers?: readonly { readonly timer_type: string; readonly end_time?: string }[];
  readonly active_timer?: { readonly timer_type: string };
}

const post = async (world: World, id: string, below: string, json: object, status: number) =>
  jsonOf<Record<string, unknown> & { id: string }>(
    await world.send({ method: 'POST', path: `${visits}/${id}${below}`, json }),
    status,
  );
const read = async (world: World, id: string) =>
  jsonOf<Visit>(await world.send({ method: 'GET', path: `${visits}/${id}` }), 200);

/** A socket on a dealership's board; SUBSCRIBED proves that it is watched. */
async function board(world: World, dealershipId: string): Promise<Socket> {
  const socket = await openSocket(world.origin, '/ws/showroom', {});
  await subscribe(socket, dealershipId);
  return socket;
}

/** Also tells that everything the server had for the socket before now has arrived. */
async function subscribe(socket: Socket, dealershipId: string): Promise<void> {
  socket.send({ type: 'SUBSCRIBE', dealership_id: dealershipId });
  expect(await socket.next('SUBSCRIBED')).toEqual({
    type: 'SUBSCRIBED',
    data: { dealership_id: dealershipId },
  });
}

test('the board of the dealership follows a visit step by step', async ({ world }) => {
  const socket = await board(world, world.member.dealershipId);
  const id = await world.make.visit();
  const created = await socket.next('VISIT_CREATED');
  expect(created).not.toHaveProperty('timestamp');
  expect(check.component('Visit', created.data)).toEqual([]);
  expect(created.data).toMatchObject({ id, status: 'CHECKED_IN' });

  await world.send({ method: 'PATCH', path: `${visits}/${id}`, json: { stock_number: 'S-1' } });
  expect((await socket.next('VISIT_UPDATED')).data).toMatchObject({ id, stock_number: 'S-1' });

  await post(world, id, '/status', { status: 'TEST_DRIVE' }, 200);
  expect((await socket.next('STATUS_CHANGED')).data).toEqual({
    visit: expect.objectContaining({ id, status: 'TEST_DRIVE' }),
    previous_status: 'CHECKED_IN',
    new_status: 'TEST_DRIVE',
  });

  const timer = await post(world, id, '/timers', { timer_type: 'TEST_DRIVE' }, 201);
  expect((await socket.next('TIMER_STARTED')).data).toMatchObject({ visit_id: id, timer: { id: timer.id } });

  const note = await post(world, id, '/notes', { content: 'Nice' }, 201);
  expect((await socket.next('NOTE_ADDED')).data).toMatchObject({ visit_id: id, note: { id: note.id } });

  await post(world, id, '/close', { status: 'CLOSED_LOST' }, 200);
  expect((await socket.next('VISIT_CLOSED')).data).toMatchObject({ id, status: 'CLOSED_LOST' });
  await socket.close();
});

test("another dealership's board hears nothing of it", async ({ world }) => {
  const elsewhere = randomUUID();
  const socket = await board(world, elsewhere);
  await world.make.visit();
  await subscribe(socket, elsewhere);
  expect(socket.received.map(({ type }) => type)).toEqual(['SUBSCRIBED', 'SUBSCRIBED']);
  await socket.close();
});

test('a message over 512 bytes closes the socket with code 1009', async ({ world }) => {
  const socket = await openSocket(world.origin, '/ws/showroom', {});
  socket.send({ type: 'SUBSCRIBE', dealership_id: randomUUID(), filler: 'x'.repeat(512) });
  expect(await socket.closed).toBe(1009);
});

test('a check-in starts waiting, and a status moves the stage', async ({ world }) => {
  const id = await world.make.visit();
  expect(await read(world, id)).toMatchObject({
    status: 'CHECKED_IN',
    workflow_stage: 0,
    active_timer: { timer_type: 'WAIT_TIME' },
    timers: [{ timer_type: 'WAIT_TIME' }],
  });
  const stages = [
    'CHECKED_IN',
    'BROWSING',
    'TEST_DRIVE',
    'NEGOTIATING',
    'PAPERWORK',
    'CLOSED_WON',
    'CLOSED_LOST',
  ];
  for (const [stage, status] of stages.entries()) {
    expect(await post(world, id, '/status', { status }, 200)).toMatchObject({
      status,
      workflow_stage: stage,
    });
  }
});

test('closing stops every running timer and sets the check-out time', async ({ world }) => {
  const id = await world.make.visit();
  await post(world, id, '/timers', { timer_type: 'PAPERWORK' }, 201);
  await post(world, id, '/close', { status: 'closed_won' }, 200);
  const visit = await read(world, id);
  expect(visit.check_out_time).toBeDefined();
  expect(visit.active_timer).toBeUndefined();
  expect(visit.timers).toHaveLength(2);
  for (const timer of visit.timers ?? []) expect(timer.end_time).toBeDefined();
});

test('a timer can be stopped and then tells how long it ran', async ({ world }) => {
  const socket = await board(world, world.member.dealershipId);
  const id = await world.make.visit();
  const timer = await post(world, id, '/timers', { timer_type: 'NEGOTIATION' }, 201);
  const stopped = await post(world, id, `/timers/${timer.id}/stop`, {}, 200);
  expect(check.component('Timer', stopped)).toEqual([]);
  expect(stopped).toMatchObject({
    id: timer.id,
    end_time: expect.any(String),
    duration_seconds: expect.any(Number),
  });
  expect((await socket.next('TIMER_STOPPED')).data).toMatchObject({ visit_id: id, timer: { id: timer.id } });
  await socket.close();
});

test('a note can be changed and deleted, and pinned ones come first', async ({ world }) => {
  const socket = await board(world, world.member.dealershipId);
  const id = await world.make.visit();
  const first = await post(world, id, '/notes', { content: 'First' }, 201);
  const second = await post(world, id, '/notes', { content: 'Second' }, 201);
  const path = `${visits}/${id}/notes/${first.id}`;
  const changed = await world.send({ method: 'PATCH', path, json: { is_pinned: true } });
  expect(jsonOf(changed, 200)).toMatchObject({ content: 'First', is_pinned: true });
  expect(check.component('Note', JSON.parse(changed.body))).toEqual([]);
  expect((await socket.next('NOTE_UPDATED')).data).toMatchObject({ visit_id: id, note: { id: first.id } });
  const notes = async () => {
    const answer = await world.send({ method: 'GET', path: `${visits}/${id}/notes` });
    return jsonOf<{ id: string }[]>(answer, 200).map((note) => note.id);
  };
  expect(await notes()).toEqual([first.id, second.id]);
  expect((await world.send({ method: 'DELETE', path })).status).toBe(204);
  expect((await socket.next('NOTE_DELETED')).data).toEqual({ visit_id: id, note_id: first.id });
  expect(await notes()).toEqual([second.id]);
  await socket.close();
});

test('a list is paged, filtered and of the own dealership only', async ({ world }) => {
  const dealershipId = randomUUID();
  const owner = await world.newMember({ dealershipId });
  const headers = { authorization: `Bearer ${owner.accessToken}` };
  const customer_id = await world.make.customer();
  const ids: string[] = [];
  for (let time = 1; time <= 3; time++) {
    const answer = await world.send({ method: 'POST', path: visits, json: { customer_id }, headers });
    ids.push(jsonOf<{ id: string }>(answer, 201).id);
  }
  await world.send({
    method: 'POST',
    path: `${visits}/${ids[0]}/close`,
    json: { status: 'CLOSED_WON' },
    headers,
  });
  const list = async (query: string) => {
    const answer = await world.send({ method: 'GET', path: `${visits}?${query}`, headers });
    const body = jsonOf<{ visits: Visit[]; total: number }>(answer, 200);
    return { ids: body.visits.map(({ id }) => id), total: body.total, first: body.visits[0] };
  };
  const [oldest, middle, latest] = ids;
  const all = await list('');
  expect([all.ids, all.total]).toEqual([[latest, middle, oldest], 3]);
  for (const left of ['timers', 'notes', 'active_timer']) expect(all.first).not.toHaveProperty(left);
  expect(all.first).toHaveProperty('customer');
  expect(await list('limit=1&offset=1')).toMatchObject({ ids: [middle], total: 3 });
  expect(await list('limit=0')).toMatchObject({ total: 3, ids: [latest, middle, oldest] });
  expect(await list('status=CLOSED_WON')).toMatchObject({ ids: [oldest], total: 1 });
  expect(await list('active_only=true')).toMatchObject({ ids: [latest, middle], total: 2 });
  expect((await list('active_only=yes')).total).toBe(3);
  expect((await list('date_from=2000-01-01')).total).toBe(3);
  expect((await list('date_to=2000-01-01')).total).toBe(0);
  expect((await list('date_from=yesterday')).total).toBe(3);
});
