import type { FastifyReply } from 'fastify';

/** One fault in a request body, as the services' validator reports it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** 400 in the validator's format, for rules that a JSON schema cannot express. */
export function refuseFields(reply: FastifyReply, details: readonly FieldFault[]): FastifyReply {
  return reply.code(400).send({ error: 'Validation failed', code: 'VALIDATION_ERROR', details });
}

/** An error as plain text, as deals, customers and inventory answer an unknown id. */
export function textError(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(text);
}

/** An error as `{"error"}`, as showroom and messaging answer. */
export function jsonError(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error });
}

/** 204 with an empty body. */
export function noContent(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}
