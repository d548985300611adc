import type { FastifyReply } from 'fastify';

import type { FormatFault } from './format-checks.ts';

const ANSWERS = {
  syntax: { status: 400, body: { error: 'Invalid JSON syntax', code: 'INVALID_JSON' } },
  nesting: { status: 400, body: { error: 'JSON nesting too deep', code: 'INVALID_JSON_STRUCTURE' } },
  unreadable: { status: 400, body: { error: 'Failed to read request body', code: 'BODY_READ_ERROR' } },
  'too-large': { status: 413, body: { error: 'Request body too large', code: 'REQUEST_TOO_LARGE' } },
  'media-type': {
    status: 415,
    body: { error: 'Content-Type must be application/json', code: 'UNSUPPORTED_MEDIA_TYPE' },
  },
} as const;

/** Why the gateway rejects a body. */
export type RefusalKind = keyof typeof ANSWERS;

/** A body that the gateway rejects. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind) {
    super(ANSWERS[kind].body.error);
    this.kind = kind;
  }
}

/** Answers with the rejection's status and body. */
export function sendRefusal(reply: FastifyReply, kind: RefusalKind): FastifyReply {
  const { status, body } = ANSWERS[kind];
  return reply.code(status).send(body);
}

/** Answers 400 with all faults of a request's format. */
export function sendFormatFaults(reply: FastifyReply, details: readonly FormatFault[]): FastifyReply {
  return reply.code(400).send({ error: 'Validation failed', code: 'VALIDATION_ERROR', details });
}

/** An error of the gateway after its format checks: JSON text with the content type of plain text. */
export function sendErrorText(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(JSON.stringify({ error }));
}
