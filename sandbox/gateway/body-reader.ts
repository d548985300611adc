import type { FastifyInstance, FastifyRequest } from 'fastify';

import { GatewayRefusal } from './gateway-refusal.ts';

/** For JSON. Other bodies have none. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const MAX_NESTING = 20;

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Reads request bodies as the gateway does. It checks JSON for size, syntax and nesting. It passes on multipart bodies
 * and bodies without a content type unchecked, although no service can read multipart. It rejects everything else.
 */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const limited = { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES } as const;
  // Fastify has a limit for each parser; this one is none.
  const unlimited = { parseAs: 'buffer', bodyLimit: Number.MAX_SAFE_INTEGER } as const;
  app.addContentTypeParser(/^application\/json/, limited, (_request, body: Buffer, done) => {
    try {
      done(null, checkedJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
  app.addContentTypeParser(/^multipart\//, unlimited, (request, body: Buffer, done) => {
    done(null, uncheckedJson(request, body));
  });
  app.addContentTypeParser('*', unlimited, (request, body: Buffer, done) => {
    if (request.is404 || request.headers['content-type'] === undefined)
      done(null, uncheckedJson(request, body));
    else done(new GatewayRefusal('media-type'));
  });
}

/**
 * The value of a JSON body; `{}` for `null`, which the services read as an empty object; undefined for an empty body.
 *
 * @throws GatewayRefusal `syntax` or `nesting`
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

/** Depth by counting brackets, even those inside strings: the product does so, and tests have to see it. */
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

/** Reads a body as the services do: the first JSON value counts, the rest is ignored. */
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
