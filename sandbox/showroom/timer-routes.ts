import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { identityOf } from '../wire/identity.ts';
import { jsonError } from '../wire/replies.ts';
import type { ShowroomBoard } from './board.ts';
import { startTimerSchema } from './schemas.ts';
import { startTimer, stopTimer } from './timer-writes.ts';
import { listTimers } from './visit-reads.ts';

const path = '/api/v1/showroom/visits/:id/timers';

interface OfVisit {
  Params: { id: string };
}

/** Timers of a visit: list, start, stop. */
export function timerRoutes(app: FastifyInstance, context: SandboxContext, board: ShowroomBoard): void {
  app.get<OfVisit>(path, { config: { failure: 'Failed to list timers' } }, async (request, reply) => {
    const { dealershipId } = identityOf(request);
    return (
      (await listTimers(context, dealershipId, request.params.id)) ?? jsonError(reply, 404, 'Visit not found')
    );
  });

  app.post<OfVisit & { Body: { readonly timer_type: string } }>(
    path,
    { schema: { body: startTimerSchema }, config: { failure: 'Failed to start timer' } },
    async (request, reply) => {
      const identity = identityOf(request);
      const visitId = request.params.id;
      const timer = await startTimer(context, identity, visitId, request.body.timer_type);
      if (timer === undefined) return jsonError(reply, 404, 'Visit not found');
      board.announce(identity.dealershipId, 'TIMER_STARTED', { visit_id: visitId, timer });
      return reply.code(201).send(timer);
    },
  );

  app.post<{ Params: { id: string; timer_id: string } }>(
    `${path}/:timer_id/stop`,
    { config: { failure: 'Failed to stop timer' } },
    async (request, reply) => {
      const { dealershipId } = identityOf(request);
      const { id: visitId, timer_id: timerId } = request.params;
      const result = await stopTimer(context, dealershipId, visitId, timerId);
      if (result === undefined) return jsonError(reply, 404, 'Timer not found');
      if (result.stopped) {
        board.announce(dealershipId, 'TIMER_STOPPED', { visit_id: visitId, timer: result.timer });
      }
      return result.timer;
    },
  );
}
