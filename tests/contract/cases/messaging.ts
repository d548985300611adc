import { randomUUID } from 'node:crypto';
import { type ContractCase, type RequestBuilder, respondsTo } from './contract-case.ts';
import type { OperationExample } from './refusals.ts';

const conversations = '/api/v1/messaging/conversations';

const list: RequestBuilder = async (world) => {
  await world.make.conversation();
  return { method: 'GET', path: `${conversations}?limit=10` };
};
const create = (type: string, more: object = {}): RequestBuilder => {
  return (world) => ({
    method: 'POST',
    path: conversations,
    json: { type, participant_ids: [world.colleague.userId], name: 'Floor', ...more },
  });
};
const onConversation = (method: string, below: string, json?: unknown): RequestBuilder => {
  return async (world) => ({
    method,
    path: `${conversations}/${await world.make.conversation()}${below}`,
    ...(json === undefined ? {} : { json }),
  });
};
const get = onConversation('GET', '');
const update = onConversation('PATCH', '', { name: 'Back office', is_pinned: true });
const listMessages: RequestBuilder = async (world) => {
  const { conversationId } = await world.make.message();
  return { method: 'GET', path: `${conversations}/${conversationId}/messages?limit=5` };
};
const send = onConversation('POST', '/messages', { type: 'TEXT', content: 'The keys are in the box' });
const markRead = onConversation('POST', '/read');
const setTyping = onConversation('POST', '/typing', { is_typing: true });

/** The messaging operations, asked well. */
export const messagingExamples: readonly OperationExample[] = [
  { operationId: 'messaging.listConversations', build: list, table: 'conversations' },
  { operationId: 'messaging.createConversation', build: create('GROUP'), table: 'conversations' },
  { operationId: 'messaging.getConversation', build: get, table: 'conversations' },
  { operationId: 'messaging.updateConversation', build: update, table: 'conversations' },
  { operationId: 'messaging.listMessages', build: listMessages, table: 'messages' },
  { operationId: 'messaging.sendMessage', build: send, table: 'messages' },
  { operationId: 'messaging.markRead', build: markRead, table: 'conversation_participants' },
  { operationId: 'messaging.setTyping', build: setTyping },
];

/** What is particular to them. */
export const messagingCases: readonly ContractCase[] = [
  respondsTo('messaging.listConversations', 200, 'the conversations of the caller', list, '"total"'),
  respondsTo(
    'messaging.listConversations',
    200,
    'null in place of an empty list',
    async (world) => {
      const { accessToken } = await world.newMember();
      return { method: 'GET', path: conversations, headers: { authorization: `Bearer ${accessToken}` } };
    },
    '"conversations":null',
  ),
  respondsTo(
    'messaging.createConversation',
    200,
    'a direct one is found or made',
    create('DIRECT'),
    '"DIRECT"',
  ),
  respondsTo('messaging.createConversation', 201, 'a group', create('GROUP'), '"GROUP"'),
  respondsTo(
    'messaging.createConversation',
    400,
    'no participant',
    create('GROUP', { participant_ids: [] }),
    '"field":"participant_ids"',
  ),
  respondsTo(
    'messaging.createConversation',
    500,
    'a participant that does not exist',
    create('GROUP', { participant_ids: [randomUUID()] }),
  ),
  respondsTo('messaging.getConversation', 200, 'a conversation of the caller', get),
  respondsTo(
    'messaging.getConversation',
    404,
    'a conversation the caller has no part in',
    async (world) => {
      const { accessToken } = await world.newMember();
      return { ...(await get(world)), headers: { authorization: `Bearer ${accessToken}` } };
    },
    'Conversation not found',
  ),
  respondsTo('messaging.updateConversation', 200, 'another name, pinned', update, '"Back office"'),
  respondsTo(
    'messaging.updateConversation',
    400,
    'a name of 201 characters',
    onConversation('PATCH', '', { name: 'n'.repeat(201) }),
  ),
  respondsTo('messaging.updateConversation', 500, 'an unknown id is trouble, not a 404', () => ({
    method: 'PATCH',
    path: `${conversations}/${randomUUID()}`,
    json: { name: 'x' },
  })),
  respondsTo('messaging.listMessages', 200, 'a page of messages', listMessages, '"has_more"'),
  respondsTo(
    'messaging.listMessages',
    200,
    'null in place of no messages',
    onConversation('GET', '/messages'),
    '"messages":null',
  ),
  respondsTo('messaging.sendMessage', 201, 'a text', send, 'The keys are in the box'),
  respondsTo(
    'messaging.sendMessage',
    201,
    'a kind in lower case',
    onConversation('POST', '/messages', { type: 'text', content: 'x' }),
    '"TEXT"',
  ),
  respondsTo(
    'messaging.sendMessage',
    400,
    'a text of blanks',
    onConversation('POST', '/messages', { type: 'TEXT', content: '  ' }),
    '"field":"content"',
  ),
  respondsTo('messaging.markRead', 200, 'everything read', markRead, '"read"'),
  respondsTo('messaging.setTyping', 200, 'typing', setTyping, '"is_typing":true'),
  respondsTo(
    'messaging.setTyping',
    400,
    'a text in place of a boolean',
    onConversation('POST', '/typing', { is_typing: 'yes' }),
    'Invalid request body',
  ),
];
