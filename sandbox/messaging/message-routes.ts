import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { inForm, raised } from '../wire/body-fields.ts';
import { identityOf } from '../wire/identity.ts';
import { queryPage, queryText } from '../wire/query-values.ts';
import { type FieldFault, refuseFields } from '../wire/replies.ts';
import { insertMessage, listMessages, markRead } from './message-queries.ts';
import type { MessagingRoom } from './room.ts';
import { type NewMessage, sendMessageSchema, typingSchema } from './schemas.ts';

const path = '/api/v1/messaging/conversations/:conversationId';
const longestText = 10_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface OfConversation {
  Params: { conversationId: string };
}

/** What is wrong with a message's content. Only a TEXT needs content, and only its length is limited. */
function contentFaults(message: NewMessage): readonly FieldFault[] {
  if (message.type !== 'TEXT') return [];
  const content = message.content ?? '';
  if (content.trim() === '') return [{ field: 'content', message: 'Content is required for text messages' }];
  // In characters, not in UTF-16 units.
  if (content.length <= longestText || [...content].length <= longestText) return [];
  return [{ field: 'content', message: `Content must be at most ${longestText} characters` }];
}

/** Messages of a conversation: list, send, mark as read, typing marks. Like the product, does not check membership. */
export function messageRoutes(app: FastifyInstance, context: SandboxContext, room: MessagingRoom): void {
  app.get<OfConversation>(
    `${path}/messages`,
    { config: { failure: 'Failed to list messages' } },
    async (request, reply) => {
      const beforeId = queryText(request, 'before_id');
      const afterId = queryText(request, 'after_id');
      const faults = Object.entries({ before_id: beforeId, after_id: afterId }).flatMap(([field, value]) =>
        value === undefined || uuid.test(value) ? [] : [{ field, message: `${field} must be a valid UUID` }],
      );
      if (faults.length > 0) return refuseFields(reply, faults);
      const { limit } = queryPage(request);
      return listMessages(context, room, request.params.conversationId, { beforeId, afterId, limit });
    },
  );

  app.post<OfConversation & { Body: NewMessage }>(
    `${path}/messages`,
    {
      preValidation: inForm({ type: raised }),
      schema: { body: sendMessageSchema },
      config: { failure: 'Failed to send message' },
    },
    async (request, reply) => {
      const faults = contentFaults(request.body);
      if (faults.length > 0) return refuseFields(reply, faults);
      const { userId } = identityOf(request);
      const { conversationId } = request.params;
      const message = await insertMessage(context, room, userId, conversationId, request.body);
      room.hub.toConversation(conversationId, 'MESSAGE_SENT', message, userId);
      await room.setTyping(conversationId, userId, false);
      return reply.code(201).send(message);
    },
  );

  app.post<OfConversation>(
    `${path}/read`,
    { config: { failure: 'Failed to mark messages as read' } },
    async (request) => {
      const { userId } = identityOf(request);
      const { conversationId } = request.params;
      await markRead(context, userId, conversationId);
      const data = { user_id: userId, conversation_id: conversationId };
      room.hub.toConversation(conversationId, 'MESSAGE_READ', data, userId);
      return { status: 'read' };
    },
  );

  app.post<OfConversation & { Body: { readonly is_typing: boolean } }>(
    `${path}/typing`,
    { schema: { body: typingSchema }, config: { failure: 'Failed to set typing' } },
    async (request) => {
      const isTyping = request.body.is_typing;
      await room.setTyping(request.params.conversationId, identityOf(request).userId, isTyping);
      return { is_typing: isTyping };
    },
  );
}
