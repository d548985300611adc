import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import pg from 'pg';

import { GatewayRefusal, sendRefusal } from './gateway-refusal.ts';
import { type ServiceName, serviceOf } from './route-facts.ts';
import { bodyFaults } from './validation-errors.ts';

/** Services whose errors are plain text, and whose decoder errors have a code. */
const TEXT_SERVICES: readonly ServiceName[] = ['deals', 'customers', 'inventory'];

const NOUNS: Readonly<Partial<Record<ServiceName, string>>> = {
  deals: 'deal',
  customers: 'customer',
  inventory: 'vehicle',
  showroom: 'visit',
  messaging: 'conversation',
};

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

/** Answers every error as the gateway or the route's service in the product would. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof GatewayRefusal) return sendRefusal(reply, error.kind);
    if (error.validation !== undefined) return sendBodyFaults(error, request, reply);
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendRefusal(reply, 'too-large');
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendRefusal(reply, 'media-type');
    if (error.statusCode !== undefined && error.statusCode < 500) return sendRefusal(reply, 'unreadable');
    if (!(error instanceof pg.DatabaseError)) request.log.error(error);
    return sendFailure(error, request, reply);
  });
}

/** 400 of a service's decoder, with a code from deals, customers, inventory and (assumed) tax. */
export function sendUnreadableBody(reply: FastifyReply, service: ServiceName, reason: string): FastifyReply {
  const error = `Invalid request body: ${reason}`;
  const withCode = TEXT_SERVICES.includes(service) || service === 'tax';
  return reply.code(400).send(withCode ? { error, code: 'INVALID_JSON' } : { error });
}

function sendBodyFaults(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const faults = bodyFaults(error.validation ?? [], request.body !== undefined);
  if (faults.kind === 'undecodable') return sendUnreadableBody(reply, serviceOf(request.url), faults.reason);
  return reply
    .code(400)
    .send({ error: 'Validation failed', code: 'VALIDATION_ERROR', details: faults.details });
}

function sendFailure(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const service = serviceOf(request.url);
  const failure = request.routeOptions.config.failure ?? `Failed to ${actionOf(request, service)}`;
  if (!TEXT_SERVICES.includes(service)) return reply.code(500).send({ error: failure });
  // The service and its store both add the action; "pq" is the product's database driver.
  const driver = error instanceof pg.DatabaseError ? 'pq: ' : '';
  const action = failure.charAt(0).toLowerCase() + failure.slice(1);
  return reply
    .code(500)
    .type('text/plain; charset=utf-8')
    .send(`${failure}: ${action}: ${driver}${error.message}`);
}

function actionOf(request: FastifyRequest, service: ServiceName): string {
  const noun = NOUNS[service];
  if (noun === undefined) return 'process request';
  const single = request.method !== 'GET' || Object.keys(request.params as object).length > 0;
  return single ? `${VERBS[request.method] ?? 'process'} ${noun}` : `list ${noun}s`;
}
