import { addStep, type FaultKind } from './fault-kind.ts';
import { concerns } from './operations.ts';
import { WINDOW, windowOf } from './windows.ts';

/** A fixed latency in addition. */
export const delayFault: FaultKind = {
  name: 'delay',
  place: 'operations',
  example: 'deals.list:delay+200/20-40',
  promise:
    'Each request of `deals.list` that arrives between seconds 20 and 40 takes 200 ms longer (and about 1 ms, since timers are late). Without `/20-40`: all of them.',
  amount: new RegExp(`^(\\d{1,5})${WINDOW}$`),
  effect([delayMs = 0, from, to], where) {
    const window = windowOf(from, to);
    if (delayMs === 0 || window === undefined) return undefined;
    return {
      on: 'sandbox',
      switchOn(site) {
        const isWithin = window(site);
        const step = (operation: string) =>
          concerns(where, operation) && isWithin() ? site.wait(delayMs) : undefined;
        return addStep(site, step);
      },
    };
  },
};
