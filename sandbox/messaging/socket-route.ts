import type { WebsocketHandler } from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { type ClientMessage, onClientMessage } from '../sockets/client-messages.ts';
import { keepHeartbeat } from '../sockets/heartbeat.ts';
import { socketOutbox } from '../sockets/socket-outbox.ts';
import { textError } from '../wire/replies.ts';
import { stampSeconds } from '../wire/timestamps.ts';
import type { HubMember } from './hub.ts';
import type { MessagingRoom } from './room.ts';

const maxMessageBytes = 524_288;
const heartbeat = { pingEveryMs: 30_000, dropAfterMs: 60_000 };
const bearer = 'Bearer ';

/**
 * The access token of an upgrade, from the Authorization header or from the subprotocol after the word `bearer`. A
 * browser cannot set headers on a socket, so the web client uses the subprotocol; the answer selects `bearer`.
 */
function tokenOf({ headers }: FastifyRequest): string | undefined {
  if (headers.authorization?.startsWith(bearer)) return headers.authorization.slice(bearer.length);
  const [word, token] = headers['sec-websocket-protocol']?.split(',').map((part) => part.trim()) ?? [];
  return word === 'bearer' ? token : undefined;
}

/** The user of a request, from its access token or from X-User-ID, which nothing verifies. */
function userOf(request: FastifyRequest, context: SandboxContext): string | undefined {
  const token = tokenOf(request);
  const identity = token === undefined ? undefined : context.verifyToken(token);
  const header = request.headers['x-user-id'];
  return identity?.userId ?? (typeof header === 'string' && header !== '' ? header.toLowerCase() : undefined);
}

/** The messages that a socket may send. */
function answerTo(
  message: ClientMessage,
  member: HubMember,
  subscribed: Set<string>,
  room: MessagingRoom,
): void {
  if (message.type === 'PING') {
    member.outbox.push(JSON.stringify({ timestamp: stampSeconds(), type: 'PONG' }));
    return;
  }
  const conversationId = message.conversation_id;
  if (typeof conversationId !== 'string' || conversationId === '') return;
  if (message.type === 'SUBSCRIBE_CONVERSATION') {
    subscribed.add(conversationId);
    room.hub.subscribe(conversationId, member);
  } else if (message.type === 'UNSUBSCRIBE_CONVERSATION') {
    subscribed.delete(conversationId);
    room.hub.unsubscribe(conversationId, member);
  } else if (message.type === 'TYPING' && typeof message.is_typing === 'boolean') {
    // Without the name, the others miss this mark; the protocol has no error for the socket.
    room.setTyping(conversationId, member.userId, message.is_typing).catch(() => undefined);
  }
}

/**
 * `/ws/messaging`: events of the conversations that a client subscribes to. The upgrade needs a user, by bearer token or
 * X-User-ID. Drops an event if 256 others are waiting.
 */
export function messagingSocketRoute(
  app: FastifyInstance,
  context: SandboxContext,
  room: MessagingRoom,
): void {
  const onConnection: WebsocketHandler = (socket, request) => {
    const userId = userOf(request, context);
    if (userId === undefined) {
      socket.close();
      return;
    }
    const member: HubMember = { userId, outbox: socketOutbox(socket, () => undefined) };
    const subscribed = new Set<string>();
    room.hub.join(member);
    keepHeartbeat(socket, heartbeat);
    socket.on('close', () => room.hub.leave(member, subscribed));
    onClientMessage(socket, maxMessageBytes, (message) => answerTo(message, member, subscribed, room));
  };
  app.route({
    method: 'GET',
    url: '/ws/messaging',
    config: { authenticated: false, rateTier: 'none' },
    preValidation: async (request, reply) => {
      if (userOf(request, context) === undefined) return textError(reply, 400, 'Missing user ID');
      return undefined;
    },
    handler: async (_request, reply) => textError(reply, 400, 'Bad Request'),
    wsHandler: onConnection,
  });
}
