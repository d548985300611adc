import type { FastifyInstance, FastifyRequest } from 'fastify';

import { GatewayRefusal } from './gateway-refusal.ts';

const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const MAX_NESTING = 20;

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Reads request bodies as the gateway does: JSON is checked for size, syntax and nesting; multipart and bodies
 * without a content type are passed on unchecked, to a service that can make nothing of the former; everything
 * else is refused.
 */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES } as const;
  app.addContentTypeParser(/^application\/json/, options, (_request, body: Buffer, done) => {
    try {
      done(null, checkedJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
  app.addContentTypeParser(/^multipart\//, options, (request, body: Buffer, done) => {
    done(null, uncheckedJson(request, body));
  });
  app.addContentTypeParser('*', options, (request, body: Buffer, done) => {
    if (request.is404 || request.headers['content-type'] === undefined)
      done(null, uncheckedJson(request, body));
    else done(new GatewayRefusal('media-type'));
  });
}

/**
 * The value of a JSON body; `{}` for `null` (to the services an object with nothing in it), undefined for an
 * empty one.
 *
 * @throws GatewayRefusal `syntax` or `nesting`.
 */
export function checkedJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new GatewayRefusal('syntax');
  }
  if (deepest(body) > MAX_NESTING) throw new GatewayRefusal('nesting');
  return value ?? {};
}

/** Depth by counting brackets, also those inside strings: the product does no better, and tests have to know. */
function deepest(body: Buffer): number {
  let depth = 0;
  let deepestSoFar = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
      if (depth > deepestSoFar) deepestSoFar = depth;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
  }
  return deepestSoFar;
}

/** The services' own reading: the first JSON value counts and what follows it is ignored. */
function uncheckedJson(request: FastifyRequest, body: Buffer): unknown {
  const text = body.toString();
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) ?? {};
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const end = /after JSON at position (\d+)/.exec(reason)?.[1];
    if (end !== undefined) return JSON.parse(text.slice(0, Number(end))) ?? {};
    if (request.passage !== undefined) request.passage.unreadableBody = reason;
    return undefined;
  }
}
