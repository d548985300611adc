import type { FastifyReply } from 'fastify';

import type { LimitDecision, LimitState } from './rate-limiter.ts';

/** Adds the X-RateLimit headers. */
export function showLimit(reply: FastifyReply, state: LimitState): void {
  reply.header('x-ratelimit-limit', state.limit);
  reply.header('x-ratelimit-remaining', state.remaining);
  reply.header('x-ratelimit-reset', state.resetAtSeconds);
}

/** Answers 429. The time to wait is the time until the key expires, not until a slot is free. */
export function sendLimited(
  reply: FastifyReply,
  decision: LimitDecision & { readonly kind: 'refused' },
): FastifyReply {
  const { limitType, state, retryAfterSeconds } = decision;
  if (state !== undefined) showLimit(reply, state);
  return reply
    .code(429)
    .header('retry-after', retryAfterSeconds)
    .send({
      error: 'Rate limit exceeded',
      limit_type: limitType,
      message: `Too many requests. Please retry after ${retryAfterSeconds} seconds.`,
      retry_after: retryAfterSeconds,
    });
}
