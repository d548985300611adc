import { fillRoute } from '../fill-route.ts';
import { knownValue, learnText } from '../known-value.ts';
import type { BuildContext, Operation } from '../operation.ts';
import { RequestPool } from '../request-data/request-pool.ts';
import { taggedSerial } from '../request-data/request-serial.ts';
import { objectWith } from '../success-checks.ts';

const sentences = new RequestPool(801, (faker) => faker.lorem.sentence({ min: 4, max: 18 }));
const topics = new RequestPool(802, (faker) => `${faker.vehicle.vehicle()} for ${faker.person.lastName()}`);

const common = { service: 'messaging', rateTier: 'user+dealership', authenticated: true } as const;
const ofConversation = { ...common, needs: ['conversationId'] } as const;
const COLLECTION = '/api/v1/messaging/conversations';
const ONE = '/api/v1/messaging/conversations/{id}';
const INSIDE = '/api/v1/messaging/conversations/{conversationId}';

/** Conversations and their messages. The name of a conversation carries the run's tag. */
export const messagingOperations: readonly Operation[] = [
  {
    ...common,
    id: 'messaging.listConversations',
    method: 'GET',
    path: COLLECTION,
    success: objectWith('conversations'),
    needs: [],
    build: (_context, pattern) => ({ path: fillRoute(pattern, { is_archived: 'false', limit: '50' }) }),
  },
  {
    ...common,
    id: 'messaging.createConversation',
    method: 'POST',
    path: COLLECTION,
    // A direct conversation is found again (200) instead of made; a group is made each time.
    success: objectWith('id', 201),
    needs: ['peerUserId'],
    gives: ['conversationId'],
    creates: 'conversation',
    learnsIdOnly: true,
    build: (context, path) => ({ path, body: groupBody(context) }),
    learn: (reply, known) => learnText(known, 'conversationId', reply, 'id'),
  },
  {
    ...ofConversation,
    id: 'messaging.getConversation',
    method: 'GET',
    path: ONE,
    success: objectWith('id'),
    build: (context, pattern) => ({
      path: fillRoute(pattern, { id: knownValue(context, 'conversationId') }),
    }),
  },
  {
    ...ofConversation,
    id: 'messaging.updateConversation',
    method: 'PATCH',
    path: ONE,
    success: objectWith('id'),
    build: (context, pattern) => ({
      path: fillRoute(pattern, { id: knownValue(context, 'conversationId') }),
      body: `{"description":${JSON.stringify(sentences.pick(context.faker))},"is_pinned":${context.faker.datatype.boolean()}}`,
    }),
  },
  {
    ...ofConversation,
    id: 'messaging.listMessages',
    method: 'GET',
    path: `${INSIDE}/messages`,
    success: objectWith('messages'),
    build: (context, pattern) => ({ path: conversationPath(context, pattern, { limit: '50' }) }),
  },
  {
    ...ofConversation,
    id: 'messaging.sendMessage',
    method: 'POST',
    path: `${INSIDE}/messages`,
    success: objectWith('id', 201),
    creates: 'message',
    learnsIdOnly: true,
    build: (context, pattern) => ({
      path: conversationPath(context, pattern),
      body: `{"type":"TEXT","content":${JSON.stringify(sentences.pick(context.faker))}}`,
    }),
  },
  {
    ...ofConversation,
    id: 'messaging.markRead',
    method: 'POST',
    path: `${INSIDE}/read`,
    success: objectWith('status'),
    build: (context, pattern) => ({ path: conversationPath(context, pattern) }),
  },
  {
    ...ofConversation,
    id: 'messaging.setTyping',
    method: 'POST',
    path: `${INSIDE}/typing`,
    success: objectWith('is_typing'),
    build: (context, pattern) => ({
      path: conversationPath(context, pattern),
      body: `{"is_typing":${context.faker.datatype.boolean()}}`,
    }),
  },
];

function conversationPath(
  context: BuildContext,
  pattern: string,
  query: Record<string, string> = {},
): string {
  return fillRoute(pattern, { conversationId: knownValue(context, 'conversationId'), ...query });
}

function groupBody(context: BuildContext): string {
  return JSON.stringify({
    type: 'GROUP',
    participant_ids: [knownValue(context, 'peerUserId')],
    name: `${topics.pick(context.faker)} ${taggedSerial(context)}`,
  });
}
