import { readContract } from './document/contract-document.ts';
import { contractCheck } from './document/response-check.ts';
import { jsonOf } from './world/json-body.ts';
import type { Member } from './world/members.ts';
import { openSocket, type Socket } from './world/socket.ts';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

const check = contractCheck(readContract());
const conversations = '/api/v1/messaging/conversations';
const as = (member: Member) => ({ authorization: `Bearer ${member.accessToken}` });

/** A member's socket, subscribed to a conversation; the PONG proves that the subscription has been taken. */
async function subscribed(world: World, member: Member, conversationId: string): Promise<Socket> {
  const socket = await openSocket(world.origin, '/ws/messaging', as(member));
  socket.send({ type: 'SUBSCRIBE_CONVERSATION', conversation_id: conversationId });
  await answered(socket);
  return socket;
}

/** Resolves when everything the server had for the socket before now has arrived. */
async function answered(socket: Socket): Promise<void> {
  socket.send({ type: 'PING' });
  await socket.next('PONG');
}

const say = (world: World, conversationId: string, content: string) =>
  world.send({
    method: 'POST',
    path: `${conversations}/${conversationId}/messages`,
    json: { type: 'TEXT', content },
  });

test('a sent message reaches the subscribed sockets of the others, then their typing mark ends', async ({
  world,
}) => {
  const id = await world.make.conversation();
  const socket = await subscribed(world, world.colleague, id);
  const sent = jsonOf<{ id: string }>(await say(world, id, 'Hello'), 201);
  const event = await socket.next('MESSAGE_SENT');
  expect(event).toEqual({
    type: 'MESSAGE_SENT',
    conversation_id: id,
    data: expect.objectContaining({ id: sent.id, content: 'Hello', sender_id: world.member.userId }),
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$|^\d{16,}$/),
  });
  expect(check.component('Message', event.data)).toEqual([]);
  await socket.next('TYPING_STOP');
  expect(socket.received.map(({ type }) => type)).toEqual(['PONG', 'MESSAGE_SENT', 'TYPING_STOP']);
  await socket.close();
});

test("a message does not reach the sender's own socket", async ({ world }) => {
  const id = await world.make.conversation();
  const socket = await subscribed(world, world.member, id);
  expect((await say(world, id, 'To the others')).status).toBe(201);
  await answered(socket);
  expect(socket.received.map(({ type }) => type)).toEqual(['PONG', 'PONG']);
  await socket.close();
});

test('a socket that has not subscribed, or no longer does, gets no message', async ({ world }) => {
  const id = await world.make.conversation();
  const idle = await openSocket(world.origin, '/ws/messaging', as(world.colleague));
  const left = await subscribed(world, world.colleague, id);
  left.send({ type: 'UNSUBSCRIBE_CONVERSATION', conversation_id: id });
  await answered(left);
  expect((await say(world, id, 'Anyone?')).status).toBe(201);
  for (const socket of [idle, left]) {
    await answered(socket);
    expect(socket.received.map(({ type }) => type)).not.toContain('MESSAGE_SENT');
    await socket.close();
  }
});

test('reading tells the others who has read', async ({ world }) => {
  const id = await world.make.conversation();
  await say(world, id, 'Read me');
  const socket = await subscribed(world, world.member, id);
  const request = { method: 'POST', path: `${conversations}/${id}/read`, headers: as(world.colleague) };
  expect((await world.send(request)).status).toBe(200);
  expect((await socket.next('MESSAGE_READ')).data).toEqual({
    user_id: world.colleague.userId,
    conversation_id: id,
  });
  await socket.close();
});

test('the others learn about typing, whether it was sent over HTTP or over the socket', async ({ world }) => {
  const id = await world.make.conversation();
  const listener = await subscribed(world, world.colleague, id);
  const typist = await subscribed(world, world.member, id);
  const mark = (is_typing: boolean) => ({
    conversation_id: id,
    user_id: world.member.userId,
    user_name: expect.stringContaining('Ann'),
    is_typing,
    timestamp: expect.any(String),
  });
  await world.send({ method: 'POST', path: `${conversations}/${id}/typing`, json: { is_typing: true } });
  expect((await listener.next('TYPING_START')).data).toEqual(mark(true));
  typist.send({ type: 'TYPING', conversation_id: id, is_typing: false });
  expect((await listener.next('TYPING_STOP')).data).toEqual(mark(false));
  await answered(typist);
  expect(typist.received.map(({ type }) => type)).toEqual(['PONG', 'PONG']);
  await Promise.all([listener.close(), typist.close()]);
});

test('a typing mark that nobody takes back stops by itself after 5 s', async ({ world }) => {
  const id = await world.make.conversation();
  const listener = await subscribed(world, world.colleague, id);
  await world.send({ method: 'POST', path: `${conversations}/${id}/typing`, json: { is_typing: true } });
  await listener.next('TYPING_START');
  const startedMs = performance.now();
  await expect
    .poll(() => listener.received.at(-1)?.type, { timeout: 8000, intervals: [50] })
    .toBe('TYPING_STOP');
  // A tenth of tolerance for a busy machine on either side.
  expect(performance.now() - startedMs).toBeGreaterThan(4500);
  expect(listener.received.at(-1)?.data).toEqual({ user_id: world.member.userId });
  await listener.close();
});

test('participants learn about a new conversation without a conversation id, subscribers learn about a change', async ({
  world,
}) => {
  const socket = await openSocket(world.origin, '/ws/messaging', as(world.colleague));
  await answered(socket);
  const json = { type: 'GROUP', participant_ids: [world.colleague.userId], name: 'New' };
  const { id } = jsonOf<{ id: string }>(await world.send({ method: 'POST', path: conversations, json }), 201);
  const created = await socket.next('CONVERSATION_CREATED');
  expect(created.data).toMatchObject({ id, name: 'New' });
  expect(created).not.toHaveProperty('conversation_id');
  socket.send({ type: 'SUBSCRIBE_CONVERSATION', conversation_id: id });
  await answered(socket);
  await world.send({ method: 'PATCH', path: `${conversations}/${id}`, json: { name: 'Newer' } });
  expect((await socket.next('CONVERSATION_UPDATED')).data).toMatchObject({ id, name: 'Newer' });
  await socket.close();
});

test('PING is answered with the time in seconds, and nonsense is ignored in silence', async ({ world }) => {
  const socket = await openSocket(world.origin, '/ws/messaging', { 'x-user-id': world.member.userId });
  for (const nonsense of ['no json', '[]', '{"type":"DANCE"}', '{"type":"SUBSCRIBE_CONVERSATION"}']) {
    socket.send(nonsense);
  }
  socket.send({ type: 'PING' });
  expect(await socket.next('PONG')).toEqual({ type: 'PONG', timestamp: expect.any(String) });
  expect(socket.received).toHaveLength(1);
  await socket.close();
});

test('a message over 512 KiB closes the socket with code 1009', async ({ world }) => {
  const socket = await openSocket(world.origin, '/ws/messaging', { 'x-user-id': world.member.userId });
  socket.send(`{"type":"PING","filler":"${'x'.repeat(524_288)}"}`);
  expect(await socket.closed).toBe(1009);
});
