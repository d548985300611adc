import { fillRoute } from '../fill-route.ts';
import { knownValue, ofKnown } from '../known-value.ts';
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
    learns: { conversationId: 'id' },
    creates: 'conversation',
    build: (context, path) => ({ path, body: groupBody(context) }),
  },
  {
    ...ofConversation,
    id: 'messaging.getConversation',
    method: 'GET',
    path: ONE,
    success: objectWith('id'),
    build: ofKnown('conversationId'),
  },
  {
    ...ofConversation,
    id: 'messaging.updateConversation',
    method: 'PATCH',
    path: ONE,
    success: objectWith('id'),
    build: ofKnown('conversationId', {
      body: (context) =>
        `{"description":${JSON.stringify(sentences.pick(context.faker))},"is_pinned":${context.faker.datatype.boolean()}}`,
    }),
  },
  {
    ...ofConversation,
    id: 'messaging.listMessages',
    method: 'GET',
    path: `${INSIDE}/messages`,
    success: objectWith('messages'),
    build: ofKnown('conversationId', { parameter: 'conversationId', query: { limit: '50' } }),
  },
  {
    ...ofConversation,
    id: 'messaging.sendMessage',
    method: 'POST',
    path: `${INSIDE}/messages`,
    success: objectWith('id', 201),
    creates: 'message',
    build: ofKnown('conversationId', {
      parameter: 'conversationId',
      body: (context) => `{"type":"TEXT","content":${JSON.stringify(sentences.pick(context.faker))}}`,
    }),
  },
  {
    ...ofConversation,
    id: 'messaging.markRead',
    method: 'POST',
    path: `${INSIDE}/read`,
    success: objectWith('status'),
    build: ofKnown('conversationId', { parameter: 'conversationId' }),
  },
  {
    ...ofConversation,
    id: 'messaging.setTyping',
    method: 'POST',
    path: `${INSIDE}/typing`,
    success: objectWith('is_typing'),
    build: ofKnown('conversationId', {
      parameter: 'conversationId',
      body: (context) => `{"is_typing":${context.faker.datatype.boolean()}}`,
    }),
  },
];

function groupBody(context: BuildContext): string {
  return JSON.stringify({
    type: 'GROUP',
    participant_ids: [knownValue(context, 'peerUserId')],
    name: `${topics.pick(context.faker)} ${taggedSerial(context)}`,
  });
}
