import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { inForm, raised } from '../wire/body-fields.ts';
import { identityOf } from '../wire/identity.ts';
import { queryPage, queryText } from '../wire/query-values.ts';
import { jsonError } from '../wire/replies.ts';
import { stampNow } from '../wire/timestamps.ts';
import type { ShowroomBoard } from './board.ts';
import {
  createVisitSchema,
  type NewVisit,
  updateVisitSchema,
  type VisitFields,
  visitStatusSchema,
} from './schemas.ts';
import { isClosed, type VisitStatus } from './stages.ts';
import { findVisit, listVisits, type VisitFilter } from './visit-reads.ts';
import { changeStatus, closeVisit, insertVisit, updateVisit } from './visit-writes.ts';

const path = '/api/v1/showroom/visits';
const unknownVisit = 'Visit not found';
const statusOptions = (failure: string) => ({
  preValidation: inForm({ status: raised }),
  schema: { body: visitStatusSchema },
  config: { failure },
});

interface ById {
  Params: { id: string };
}
interface WithStatus extends ById {
  Body: { readonly status: VisitStatus };
}

/** A calendar day; undefined for any other text, which the product ignores. */
function day(text: string | undefined): string | undefined {
  if (text === undefined || !/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

function visitFilter(request: FastifyRequest): VisitFilter {
  return {
    status: queryText(request, 'status'),
    activeOnly: queryText(request, 'active_only') === 'true',
    dateFrom: day(queryText(request, 'date_from')),
    dateTo: day(queryText(request, 'date_to')),
    ...queryPage(request),
  };
}

/** Visits of the caller's dealership: list, check in, read, change, move to a stage, close. */
export function visitRoutes(app: FastifyInstance, context: SandboxContext, board: ShowroomBoard): void {
  app.get(path, (request) => listVisits(context, identityOf(request).dealershipId, visitFilter(request)));

  app.post<{ Body: NewVisit }>(path, { schema: { body: createVisitSchema } }, async (request, reply) => {
    const identity = identityOf(request);
    const stamp = stampNow();
    const id = await insertVisit(context, identity, request.body, stamp);
    const stored = await findVisit(context, identity.dealershipId, id);
    if (stored === undefined) return jsonError(reply, 500, 'Failed to load the created visit');
    const visit = { ...stored, check_in_time: stamp, created_at: stamp, updated_at: stamp };
    board.announce(identity.dealershipId, 'VISIT_CREATED', visit);
    return reply.code(201).send(visit);
  });

  app.get<ById>(`${path}/:id`, async (request, reply) => {
    const { dealershipId } = identityOf(request);
    return (await findVisit(context, dealershipId, request.params.id)) ?? jsonError(reply, 404, unknownVisit);
  });

  app.patch<ById & { Body: VisitFields }>(
    `${path}/:id`,
    { schema: { body: updateVisitSchema } },
    async (request, reply) => {
      const { dealershipId } = identityOf(request);
      const changed = await updateVisit(context, dealershipId, request.params.id, request.body);
      const visit = changed ? await findVisit(context, dealershipId, request.params.id) : undefined;
      if (visit === undefined) return jsonError(reply, 404, unknownVisit);
      board.announce(dealershipId, 'VISIT_UPDATED', visit);
      return visit;
    },
  );

  stageRoutes(app, context, board);
}

/** Moves a visit to a stage, and closes it. */
function stageRoutes(app: FastifyInstance, context: SandboxContext, board: ShowroomBoard): void {
  app.post<WithStatus>(
    `${path}/:id/status`,
    statusOptions('Failed to change visit status'),
    async (request, reply) => {
      const { dealershipId } = identityOf(request);
      const { status } = request.body;
      const previous = await changeStatus(context, dealershipId, request.params.id, status);
      const visit = previous && (await findVisit(context, dealershipId, request.params.id));
      if (visit === undefined) return jsonError(reply, 404, unknownVisit);
      board.announce(dealershipId, 'STATUS_CHANGED', {
        visit,
        previous_status: previous,
        new_status: status,
      });
      return visit;
    },
  );

  app.post<WithStatus>(
    `${path}/:id/close`,
    statusOptions('Failed to close visit'),
    async (request, reply) => {
      const { dealershipId } = identityOf(request);
      const { status } = request.body;
      if (!isClosed(status)) return jsonError(reply, 400, 'Status must be CLOSED_WON or CLOSED_LOST');
      const closed = await closeVisit(context, dealershipId, request.params.id, status);
      const visit = closed ? await findVisit(context, dealershipId, request.params.id) : undefined;
      if (visit === undefined) return jsonError(reply, 404, unknownVisit);
      board.announce(dealershipId, 'VISIT_CLOSED', visit);
      return visit;
    },
  );
}
