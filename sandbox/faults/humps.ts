import { evenlyInEach } from './evenly.ts';
import { addStep, type FaultKind } from './fault-kind.ts';
import { concerns } from './operations.ts';

/** Two humps: a part of the answers takes much longer than the rest, as with a cache that misses. */
export const humpsFault: FaultKind = {
  name: 'humps',
  place: 'operations',
  example: 'deals.list:humps+300/30',
  promise:
    'Of the requests of `deals.list`, 30 % take 300 ms longer, spread evenly, and 70 % take no longer: the distribution has two humps.',
  amount: /^(\d{1,5})\/(\d{1,2})$/,
  effect: ([delayMs = 0, percent = 0], where) =>
    delayMs === 0 || percent === 0
      ? undefined
      : {
          on: 'sandbox',
          switchOn(site) {
            const isChosen = evenlyInEach();
            const step = (operation: string) =>
              concerns(where, operation) && isChosen(operation, percent / 100)
                ? site.wait(delayMs)
                : undefined;
            return addStep(site, step);
          },
        },
};
