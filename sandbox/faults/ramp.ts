import { addStep, type FaultKind } from './fault-kind.ts';
import { concerns } from './operations.ts';

const AMOUNT = /^(\d{1,5})\/(\d{1,6})$/;

/** Latency that grows with time, as behind a leak. */
export const rampFault: FaultKind = {
  name: 'ramp',
  place: 'operations',
  example: 'deals.list:ramp+300/60',
  promise:
    'Requests of `deals.list` take longer and longer: from 0 ms in the beginning to 300 ms after 60 s in a straight line, so 5 ms more each second. They stay there until the fault is switched off.',
  amount: AMOUNT,
  effect: ([mostMs = 0, seconds = 0], where) => slope(where, 0, mostMs, seconds),
};

/** Latency that falls with time, as in front of cold caches. */
export const warmUpFault: FaultKind = {
  name: 'warm-up',
  place: 'operations',
  example: 'deals.list:warm-up+300/20',
  promise:
    'Requests of `deals.list` take 300 ms longer in the beginning and less and less in a straight line, until after 20 s nothing is left of it.',
  amount: AMOUNT,
  effect: ([mostMs = 0, seconds = 0], where) => slope(where, mostMs, 0, seconds),
};

function slope(
  where: string,
  fromMs: number,
  toMs: number,
  seconds: number,
): ReturnType<FaultKind['effect']> {
  if (fromMs === toMs || seconds === 0) return undefined;
  return {
    on: 'sandbox',
    switchOn(site) {
      const startedMs = site.now();
      const step = (operation: string) => {
        if (!concerns(where, operation)) return undefined;
        const done = Math.min(1, (site.now() - startedMs) / 1000 / seconds);
        const delayMs = fromMs + (toMs - fromMs) * done;
        return delayMs === 0 ? undefined : site.wait(delayMs);
      };
      return addStep(site, step);
    },
  };
}
