import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { WebClient, WebFile } from './web-files.ts';

const FOREVER = 'public, max-age=31536000, immutable';
const ASK_FIRST = 'public, max-age=0, must-revalidate';

/**
 * Serves the web client. Files below `/assets/<version>/` can be cached forever, files below `/assets/` have to be
 * revalidated. Every unknown route gets the page, whatever its path and method, even below `/api`: that is the
 * product's trap for clients that only check the status.
 */
export function serveWebClient(app: FastifyInstance, client: WebClient): void {
  const versioned = `${client.version}/`;
  app.route<{ Params: { '*': string } }>({
    method: ['GET', 'HEAD'],
    url: '/assets/*',
    config: { rateTier: 'none', authenticated: false },
    handler: (request, reply) => {
      const path = request.params['*'];
      const fixed = path.startsWith(versioned);
      const file = client.assets.get(fixed ? path.slice(versioned.length) : path);
      if (file !== undefined) return sendFile(request, reply, file, fixed ? FOREVER : ASK_FIRST);
      return reply.code(404).type('text/plain; charset=utf-8').send('404 page not found');
    },
  });
  // Answers before reading the body: an unknown route always returns the page.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404 || hasEmptyId(request.params)) sendFile(request, reply, client.index, 'no-cache');
    else done();
  });
}

/** `/deals/` matches `/deals/:id` with an empty id, but the gateway has no routes with a trailing slash. */
function hasEmptyId(params: unknown): boolean {
  for (const [name, value] of Object.entries(params as object)) if (value === '' && name !== '*') return true;
  return false;
}

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: WebFile,
  caching: string,
): FastifyReply {
  reply.headers({
    'cache-control': caching,
    etag: file.etag,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
  });
  const readOnly = request.method === 'GET' || request.method === 'HEAD';
  if (readOnly && request.headers['if-none-match']?.includes(file.etag)) return reply.code(304).send();
  reply.code(200).type(file.contentType);
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (file.brotli !== undefined && /\bbr\b/.test(accepted)) {
    return reply.header('content-encoding', 'br').send(file.brotli);
  }
  if (file.gzip !== undefined && /\bgzip\b/.test(accepted)) {
    return reply.header('content-encoding', 'gzip').send(file.gzip);
  }
  return reply.send(file.plain);
}
