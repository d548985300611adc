import type { FastifyReply, FastifyRequest } from 'fastify';
import { evenlyInEach } from './evenly.ts';
import { addStep, type FaultKind } from './fault-kind.ts';
import { concerns } from './operations.ts';
import { WINDOW, windowOf } from './windows.ts';

/** Connections that are reset while a client waits for its answer. */
export const resetFault: FaultKind = {
  name: 'reset',
  place: 'operations',
  example: 'deals.list:reset+5',
  promise:
    'Of the requests of `deals.list`, 5 % have their connection reset (TCP RST) instead of an answer, spread evenly. With `/20-40` at the end: of those that arrive between seconds 20 and 40.',
  amount: new RegExp(`^(\\d{1,3})${WINDOW}$`),
  effect([percent = 0, from, to], where) {
    const window = windowOf(from, to);
    if (percent === 0 || percent > 100 || window === undefined) return undefined;
    return {
      on: 'sandbox',
      switchOn(site) {
        const isWithin = window(site);
        const isChosen = evenlyInEach();
        const step = (operation: string, request: FastifyRequest, reply: FastifyReply) => {
          if (concerns(where, operation) && isWithin() && isChosen(operation, percent / 100)) {
            reply.hijack();
            request.raw.socket.resetAndDestroy();
          }
          return undefined;
        };
        return addStep(site, step);
      },
    };
  },
};
