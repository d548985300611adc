import type { Service } from '../context.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { MessagingRoom } from './room.ts';
import { messagingSocketRoute } from './socket-route.ts';

/** Messaging: conversations, messages, read and typing marks, and the socket with their events. */
export const messagingService: Service = (app, context) => {
  const room = new MessagingRoom(context);
  app.addHook('onClose', async () => room.close());
  conversationRoutes(app, context, room);
  messageRoutes(app, context, room);
  messagingSocketRoute(app, context, room);
};
