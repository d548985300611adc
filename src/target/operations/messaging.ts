import { knownValue } from '../known-value.ts';
import type { BuildContext } from '../operation.ts';
import { RequestPool } from '../request-data/request-pool.ts';
import { taggedSerial } from '../request-data/request-serial.ts';
import { objectWith } from '../success-checks.ts';
import { operationsFrom } from './from-table.ts';

const sentences = new RequestPool(801, (faker) => faker.lorem.sentence({ min: 4, max: 18 }));
const topics = new RequestPool(802, (faker) => `${faker.vehicle.vehicle()} for ${faker.person.lastName()}`);

const COLLECTION = '/api/v1/messaging/conversations';
const ONE = '/api/v1/messaging/conversations/{id}';
const INSIDE = '/api/v1/messaging/conversations/{conversationId}';

/** Conversations and their messages. The name of a conversation carries the run's tag. */
export const messagingOperations = operationsFrom(
  {
    'messaging.listConversations': {
      route: `GET ${COLLECTION}`,
      success: objectWith('conversations'),
      parameters: () => ({ is_archived: 'false', limit: '50' }),
    },
    // A direct conversation is found again (200) instead of made; a group is made each time.
    'messaging.createConversation': {
      route: `POST ${COLLECTION}`,
      needs: ['peerUserId'],
      creates: 'conversation',
      body: groupBody,
    },
    'messaging.getConversation': { route: `GET ${ONE}` },
    'messaging.updateConversation': {
      route: `PATCH ${ONE}`,
      body: ({ faker }) =>
        `{"description":${JSON.stringify(sentences.pick(faker))},"is_pinned":${faker.datatype.boolean()}}`,
    },
    'messaging.listMessages': {
      route: `GET ${INSIDE}/messages`,
      success: objectWith('messages'),
      parameters: (context) => ({ conversationId: knownValue(context, 'conversationId'), limit: '50' }),
    },
    'messaging.sendMessage': {
      route: `POST ${INSIDE}/messages`,
      creates: 'message',
      body: ({ faker }) => `{"type":"TEXT","content":${JSON.stringify(sentences.pick(faker))}}`,
    },
    'messaging.markRead': { route: `POST ${INSIDE}/read`, success: objectWith('status') },
    'messaging.setTyping': {
      route: `POST ${INSIDE}/typing`,
      success: objectWith('is_typing'),
      body: ({ faker }) => `{"is_typing":${faker.datatype.boolean()}}`,
    },
  },
  'conversationId',
);

function groupBody(context: BuildContext): string {
  return JSON.stringify({
    type: 'GROUP',
    participant_ids: [knownValue(context, 'peerUserId')],
    name: `${topics.pick(context.faker)} ${taggedSerial(context)}`,
  });
}
