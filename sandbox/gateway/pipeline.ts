import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

import type { Tokens } from '../auth/tokens.ts';
import type { RateLimitSettings } from '../settings.ts';
import { compressed } from './answer-compression.ts';
import { clientAddress } from './client-address.ts';
import { sendUnreadableBody } from './error-answers.ts';
import { formatFaults } from './format-checks.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';
import { sendErrorText, sendFormatFaults } from './gateway-refusal.ts';
import { sendLimited, showLimit } from './limit-answers.ts';
import { newPassage } from './passage.ts';
import { isBypassed, type LimitDecision, type RateLimiter } from './rate-limiter.ts';
import { metricPath, serviceOf } from './route-facts.ts';
import { asPartOf, serverTiming } from './server-timing.ts';
import { checkToken } from './token-check.ts';

/** The dependencies of the pipeline. */
export interface PipelineParts {
  readonly tokens: Tokens;
  readonly limiter: RateLimiter;
  readonly limits: RateLimitSettings;
  readonly metrics: GatewayMetrics;
  /** The one origin whose pages may read answers, as it is sent. */
  readonly allowedOrigins: string;
}

/**
 * Puts the gateway in front of every route that is added after this call, except static files. The order is the
 * product's: format of the address (and, in the body reader, of the body), metrics, token, rate limits, service.
 * So a wrong format or a bad token uses up no quota, and the metrics do not count a wrong format.
 *
 * The steps are added to each route instead of the app, so they are chosen once, and unknown routes have none. The
 * origin that may read answers is the exception: it is on every answer, also on that of an unknown route.
 */
export function addPipeline(app: FastifyInstance, parts: PipelineParts): void {
  app.decorateRequest('identity', undefined);
  app.decorateRequest('passage', undefined);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('access-control-allow-origin', parts.allowedOrigins);
    done();
  });
  app.addHook('onRoute', (route) => {
    if (route.config?.rateTier === 'none' && route.url.startsWith('/assets')) return;
    const socket = route.url.startsWith('/ws/');
    before(route, 'onRequest', [enter]);
    before(route, 'preValidation', [admission(route, parts, socket)]);
    before(route, 'preHandler', [tieTiming]);
    if (route.url.startsWith('/api/')) before(route, 'onSend', [finishApiAnswer]);
    if (socket || route.url === '/metrics') return;
    before(route, 'onResponse', [measurement(route, parts.metrics)]);
    before(route, 'onRequestAbort', [
      (request, done) => {
        if (request.passage?.counted) {
          request.passage.counted = false;
          parts.metrics.requestAborted();
        }
        done();
      },
    ]);
  });
}

type HookName = 'onRequest' | 'preValidation' | 'preHandler' | 'onSend' | 'onResponse' | 'onRequestAbort';

function before<N extends HookName>(
  route: RouteOptions,
  name: N,
  hooks: ReadonlyArray<Exclude<RouteOptions[N], readonly unknown[] | undefined>>,
): void {
  const own = route[name];
  const existing = own === undefined ? [] : Array.isArray(own) ? own : [own];
  route[name] = [...hooks, ...existing] as unknown as RouteOptions[N];
}

function enter(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && given !== '' ? given : randomUUID();
  request.passage = newPassage(requestId);
  reply.header('x-request-id', requestId);
  const faults = formatFaults(
    request.params as Record<string, unknown>,
    request.query as Record<string, unknown>,
    request.headers,
  );
  if (faults.length > 0) sendFormatFaults(reply, faults);
  else done();
}

/** Checks the token and the limits, and counts the request as started. */
function admission(
  route: RouteOptions,
  { tokens, limiter, limits, metrics }: PipelineParts,
  socket: boolean,
) {
  const authenticated = route.config?.authenticated ?? true;
  const tier = route.config?.rateTier ?? 'user+dealership';
  const limited = tier === 'ip' || tier === 'user+dealership';
  const counted = !socket && route.url !== '/metrics';
  const proxied = serviceOf(route.url) !== 'gateway';
  const wantsBody = route.schema?.body !== undefined;

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { passage } = request;
    if (passage === undefined) return undefined;
    if (counted) {
      passage.counted = true;
      metrics.requestStarted();
    }
    if (authenticated) {
      const check = checkToken(request.headers.authorization, tokens);
      if (check.kind === 'refused') return sendErrorText(reply, 401, check.error);
      request.identity = check.identity;
    }
    if (limited && !isBypassed(request.url, limits.bypassPaths)) {
      const decision = await decide(request, limiter);
      if (decision.kind === 'refused') return sendLimited(reply, decision);
      showLimit(reply, decision.state);
    }
    if (request.identity?.dealershipId === '') return sendErrorText(reply, 400, 'Missing dealership context');
    // Gateway and service both add the id, so a proxied answer has it twice.
    if (proxied) reply.header('x-request-id', [passage.requestId, passage.requestId]);
    if (wantsBody && passage.unreadableBody !== undefined) {
      return sendUnreadableBody(reply, serviceOf(route.url), passage.unreadableBody);
    }
    return undefined;
  };
}

function decide(request: FastifyRequest, limiter: RateLimiter): Promise<LimitDecision> {
  const { identity } = request;
  if (identity !== undefined && identity.dealershipId !== '') return limiter.checkIdentity(identity);
  return limiter.checkAddress(clientAddress(request.headers, request.ip));
}

function tieTiming(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  if (request.passage === undefined) done();
  else asPartOf(request.passage, done);
}

function finishApiAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: Error | null, payload?: unknown) => void,
): void {
  const finish = (error: Error | null, final?: unknown) => {
    if (request.passage !== undefined) {
      reply.header('server-timing', serverTiming(request.passage, performance.now()));
    }
    done(error, final);
  };
  if (typeof payload === 'string') compressed(request, reply, payload, finish);
  else finish(null, payload);
}

function measurement(route: RouteOptions, metrics: GatewayMetrics) {
  const path = metricPath(route.url);
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    if (request.passage?.counted) {
      request.passage.counted = false;
      const { statusCode: status } = reply;
      const seconds = (performance.now() - request.passage.startedMs) / 1000;
      const statusText = STATUS_CODES[status] ?? String(status);
      metrics.requestFinished({ method: request.method, path, status, statusText, seconds });
    }
    done();
  };
}
