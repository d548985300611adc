import type { FastifyReply } from 'fastify';

/** One fault in a request body, as the services' validator reports it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** 400 in the validator's shape, for rules that a JSON schema cannot state. */
export function refuseFields(reply: FastifyReply, details: readonly FieldFault[]): FastifyReply {
  return reply.code(400).send({ error: 'Validation failed', code: 'VALIDATION_ERROR', details });
}

/** An error as bare text: deals, customers and inventory answer an unknown id so. */
export function textError(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(text);
}

/** An error as `{"error"}`: showroom and messaging answer so. */
export function jsonError(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error });
}

/** 204 with an empty body. */
export function noContent(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}
