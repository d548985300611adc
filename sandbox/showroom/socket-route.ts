import type { WebsocketHandler } from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { onClientMessage } from '../sockets/client-messages.ts';
import { keepHeartbeat } from '../sockets/heartbeat.ts';
import { socketOutbox } from '../sockets/socket-outbox.ts';
import { textError } from '../wire/replies.ts';
import type { ShowroomBoard } from './board.ts';

const maxMessageBytes = 512;
const heartbeat = { pingEveryMs: 54_000, dropAfterMs: 60_000 };

/**
 * `/ws/showroom`: no authentication. A client names any dealership and gets its events; a later SUBSCRIBE switches to
 * another one. A socket that is 256 events behind is closed.
 */
export function showroomSocketRoute(app: FastifyInstance, board: ShowroomBoard): void {
  const onConnection: WebsocketHandler = (socket) => {
    const outbox = socketOutbox(socket, () => socket.close());
    let watched: string | undefined;
    const leave = () => {
      if (watched !== undefined) board.unwatch(watched, outbox);
    };
    keepHeartbeat(socket, heartbeat);
    socket.on('close', leave);
    onClientMessage(socket, maxMessageBytes, (message) => {
      const dealershipId = message.dealership_id;
      if (message.type !== 'SUBSCRIBE' || typeof dealershipId !== 'string' || dealershipId === '') return;
      leave();
      watched = dealershipId;
      board.watch(dealershipId, outbox);
      outbox.push(JSON.stringify({ type: 'SUBSCRIBED', data: { dealership_id: dealershipId } }));
    });
  };
  app.route({
    method: 'GET',
    url: '/ws/showroom',
    config: { authenticated: false, rateTier: 'none' },
    handler: async (_request, reply) => textError(reply, 400, 'Bad Request'),
    wsHandler: onConnection,
  });
}
