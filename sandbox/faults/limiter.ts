import type { FastifyReply } from 'fastify';
import { addStep, type FaultKind } from './fault-kind.ts';

/** A rate limiter that nobody announced, as a firewall in front of the gateway may have. */
export const limiterFault: FaultKind = {
  name: 'limiter',
  place: 'nothing',
  example: 'limiter:30',
  promise:
    'In each second, 30 requests of operations pass; the others are answered with 429 and `Retry-After: 1`. No header announces it.',
  amount: /^(\d{1,6})$/,
  effect: ([perSecond = 0]) =>
    perSecond === 0
      ? undefined
      : {
          on: 'sandbox',
          switchOn(site) {
            let second = Number.NaN;
            let passed = 0;
            const step = (_operation: string, _request: unknown, reply: FastifyReply) => {
              const now = Math.floor(site.now() / 1000);
              if (now !== second) [second, passed] = [now, 0];
              passed += 1;
              if (passed > perSecond)
                reply.code(429).header('retry-after', '1').send({ error: 'Too many requests' });
              return undefined;
            };
            return addStep(site, step);
          },
        },
};
