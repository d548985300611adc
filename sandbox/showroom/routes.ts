import type { Service } from '../context.ts';
import { ShowroomBoard } from './board.ts';
import { noteRoutes } from './note-routes.ts';
import { showroomSocketRoute } from './socket-route.ts';
import { timerRoutes } from './timer-routes.ts';
import { visitRoutes } from './visit-routes.ts';

/** The showroom: visits with their timers and notes, and the socket with an event for every change. */
export const showroomService: Service = (app, context) => {
  const board = new ShowroomBoard();
  visitRoutes(app, context, board);
  timerRoutes(app, context, board);
  noteRoutes(app, context, board);
  showroomSocketRoute(app, board);
};
