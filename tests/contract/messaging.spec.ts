import { jsonOf } from './world/json-body.ts';
import type { Member } from './world/members.ts';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

const conversations = '/api/v1/messaging/conversations';
const as = (member: Member) => ({ authorization: `Bearer ${member.accessToken}` });

const say = (world: World, conversationId: string, content: string) =>
  world.send({
    method: 'POST',
    path: `${conversations}/${conversationId}/messages`,
    json: { type: 'TEXT', content },
  });

test('a direct conversation is found again, from either side', async ({ world }) => {
  const direct = async (from: Member, to: Member) => {
    const json = { type: 'DIRECT', participant_ids: [to.userId] };
    const answer = await world.send({ method: 'POST', path: conversations, json, headers: as(from) });
    return jsonOf<{ id: string }>(answer, 200).id;
  };
  const [one, other] = [await world.newMember(), await world.newMember()];
  const id = await direct(one, other);
  expect(await direct(one, other)).toBe(id);
  expect(await direct(other, one)).toBe(id);
});

test('unread messages are counted for the others until they read', async ({ world }) => {
  const id = await world.make.conversation();
  await say(world, id, 'One');
  await say(world, id, 'Two');
  const unread = async (member: Member) => {
    const answer = await world.send({ method: 'GET', path: `${conversations}/${id}`, headers: as(member) });
    return jsonOf<{ unread_count: number; last_message: { content: string } }>(answer, 200);
  };
  expect(await unread(world.colleague)).toMatchObject({ unread_count: 2, last_message: { content: 'Two' } });
  expect(await unread(world.member)).toMatchObject({ unread_count: 0 });
  await world.send({ method: 'POST', path: `${conversations}/${id}/read`, headers: as(world.colleague) });
  expect(await unread(world.colleague)).toMatchObject({ unread_count: 0 });
});

test('messages are paged by cursor, oldest of the page first', async ({ world }) => {
  const id = await world.make.conversation();
  const ids: string[] = [];
  for (const text of ['1', '2', '3', '4'])
    ids.push(jsonOf<{ id: string }>(await say(world, id, text), 201).id);
  const page = async (query: string) => {
    const answer = await world.send({ method: 'GET', path: `${conversations}/${id}/messages?${query}` });
    const body = jsonOf<{ messages: { id: string }[]; has_more: boolean }>(answer, 200);
    return { ids: body.messages.map((one) => one.id), hasMore: body.has_more };
  };
  expect(await page('limit=2')).toEqual({ ids: ids.slice(2), hasMore: true });
  expect(await page(`limit=2&before_id=${ids[2]}`)).toEqual({ ids: ids.slice(0, 2), hasMore: false });
  expect((await page(`after_id=${ids[1]}`)).ids).toEqual(ids.slice(2));
});

test('conversations are found by name and pinned ones come first', async ({ world }) => {
  const owner = await world.newMember();
  const add = async (name: string) => {
    const json = { type: 'GROUP', participant_ids: [world.colleague.userId], name };
    return jsonOf<{ id: string }>(
      await world.send({ method: 'POST', path: conversations, json, headers: as(owner) }),
      201,
    ).id;
  };
  const list = async (query: string) => {
    const answer = await world.send({ method: 'GET', path: `${conversations}?${query}`, headers: as(owner) });
    const body = jsonOf<{ conversations: { id: string }[] | null; total: number }>(answer, 200);
    return { ids: body.conversations?.map((one) => one.id) ?? null, total: body.total };
  };
  const floor = await add('Sales floor');
  const office = await add('Back office');
  expect(await list('')).toEqual({ ids: [office, floor], total: 2 });
  expect(await list('search=FLOOR')).toEqual({ ids: [floor], total: 1 });
  expect(await list('search=nothing')).toEqual({ ids: null, total: 0 });
  await world.send({
    method: 'PATCH',
    path: `${conversations}/${floor}`,
    json: { is_pinned: true },
    headers: as(owner),
  });
  expect((await list('limit=1')).ids).toEqual([floor]);
  expect((await list('is_archived=true')).total).toBe(0);
});
