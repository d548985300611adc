import type { FastifyRequest } from 'fastify';
import type { Identity } from '../context.ts';

/** The caller. Throws when the gateway let a request without an identity through, which is a bug. */
export function identityOf(request: FastifyRequest): Identity {
  if (request.identity === undefined) {
    throw new Error(
      `${request.method} ${request.url} reached its handler without an identity; the route must be authenticated`,
    );
  }
  return request.identity;
}
