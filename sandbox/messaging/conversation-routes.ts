import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { identityOf } from '../wire/identity.ts';
import { queryPage, queryText } from '../wire/query-values.ts';
import { jsonError } from '../wire/replies.ts';
import { stampNow } from '../wire/timestamps.ts';
import { type ConversationFilter, findConversation, listConversations } from './conversation-reads.ts';
import { directConversation, insertConversation, updateConversation } from './conversation-writes.ts';
import type { MessagingRoom } from './room.ts';
import {
  type ConversationFields,
  createConversationSchema,
  type NewConversation,
  updateConversationSchema,
} from './schemas.ts';

const path = '/api/v1/messaging/conversations';

interface ById {
  Params: { id: string };
}

function conversationFilter(request: FastifyRequest): ConversationFilter {
  const isArchived = queryText(request, 'is_archived');
  return {
    type: queryText(request, 'type'),
    isArchived: isArchived === undefined ? undefined : isArchived === 'true',
    search: queryText(request, 'search'),
    ...queryPage(request),
  };
}

/** Conversations of the caller: list, create or find, read, change. */
export function conversationRoutes(app: FastifyInstance, context: SandboxContext, room: MessagingRoom): void {
  app.get(path, (request) =>
    listConversations(context, room, identityOf(request), conversationFilter(request)),
  );

  app.post<{ Body: NewConversation }>(
    path,
    { schema: { body: createConversationSchema } },
    async (request, reply) => {
      const identity = identityOf(request);
      const [firstId, ...furtherIds] = request.body.participant_ids;
      const isDirect = request.body.type === 'DIRECT' && firstId !== undefined && furtherIds.length === 0;
      const stamp = stampNow();
      const id = isDirect
        ? await directConversation(context, identity, firstId, request.body)
        : await insertConversation(context, identity, request.body, stamp);
      const conversation = await findConversation(context, room, identity, id);
      if (conversation === undefined) return jsonError(reply, 500, 'Failed to load the created conversation');
      if (isDirect) return conversation;
      const created = { ...conversation, created_at: stamp, updated_at: stamp };
      for (const participant of created.participants ?? []) {
        room.hub.toUser(participant.user_id, 'CONVERSATION_CREATED', created);
      }
      return reply.code(201).send(created);
    },
  );

  app.get<ById>(`${path}/:id`, async (request, reply) => {
    return (
      (await findConversation(context, room, identityOf(request), request.params.id)) ??
      jsonError(reply, 404, 'Conversation not found')
    );
  });

  app.patch<ById & { Body: ConversationFields }>(
    `${path}/:id`,
    { schema: { body: updateConversationSchema } },
    async (request, reply) => {
      const identity = identityOf(request);
      const { id } = request.params;
      const changed = await updateConversation(context, identity, id, request.body);
      const conversation = changed ? await findConversation(context, room, identity, id) : undefined;
      // Here the product answers an unknown conversation with 500, not 404.
      if (conversation === undefined) return jsonError(reply, 500, 'Failed to update conversation');
      room.hub.toConversation(id, 'CONVERSATION_UPDATED', conversation);
      return conversation;
    },
  );
}
