import type { FastifyReply } from 'fastify';
import { evenlyInEach } from './evenly.ts';
import { addStep, type FaultEffect, type FaultKind, type FaultSite } from './fault-kind.ts';
import { concerns } from './operations.ts';
import { WINDOW, windowOf } from './windows.ts';

/** Errors: a share of the answers is 500, always or for a while. */
export const errorsFault: FaultKind = {
  name: 'errors',
  place: 'operations',
  example: 'deals.list:errors+30/20-40',
  promise:
    'Of the requests of `deals.list` that arrive between seconds 20 and 40, 30 % are answered with 500, spread evenly. Without `/20-40`: of all of them.',
  amount: new RegExp(`^(\\d{1,3})${WINDOW}$`),
  effect([percent = 0, from, to], where) {
    const window = windowOf(from, to);
    if (percent === 0 || percent > 100 || window === undefined) return undefined;
    return answersWithErrors(where, (site) => {
      const isWithin = window(site);
      return () => (isWithin() ? percent / 100 : 0);
    });
  },
};

/** Errors that become more and more, as when a resource runs out. */
export const risingErrorsFault: FaultKind = {
  name: 'rising-errors',
  place: 'operations',
  example: 'deals.list:rising-errors+30/60',
  promise:
    'The share of the requests of `deals.list` that are answered with 500 grows from 0 % in the beginning to 30 % after 60 s in a straight line, so 0.5 % more each second. It stays there until the fault is switched off.',
  amount: /^(\d{1,3})\/(\d{1,6})$/,
  effect([percent = 0, seconds = 0], where) {
    if (percent === 0 || percent > 100 || seconds === 0) return undefined;
    return answersWithErrors(where, (site) => {
      const startedMs = site.now();
      return () => (percent / 100) * Math.min(1, (site.now() - startedMs) / 1000 / seconds);
    });
  },
};

/** @param shareOf begins to count when it is called, and returns the share at each moment */
function answersWithErrors(where: string, shareOf: (site: FaultSite) => () => number): FaultEffect {
  return {
    on: 'sandbox',
    switchOn(site) {
      const share = shareOf(site);
      const isChosen = evenlyInEach();
      const step = (operation: string, _request: unknown, reply: FastifyReply) => {
        if (concerns(where, operation) && isChosen(operation, share()))
          reply.code(500).send({ error: 'Internal server error' });
        return undefined;
      };
      return addStep(site, step);
    },
  };
}
