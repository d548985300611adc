import { addStep, type FaultKind } from './fault-kind.ts';

/** A hard limit of the throughput, whose capacity is arithmetic. */
export const capacityFault: FaultKind = {
  name: 'capacity',
  place: 'nothing',
  example: 'capacity:2x10',
  promise:
    'All operations, those of the gateway too, share 2 places; each request holds one for 10 ms, and the others wait in the order of their arrival. So the capacity is 2 / 10 ms = 200 requests per second.',
  amount: /^(\d{1,4})x(\d{1,5})$/,
  effect: ([places = 0, serviceMs = 0]) =>
    places === 0 || serviceMs === 0
      ? undefined
      : {
          on: 'sandbox',
          switchOn(site) {
            const schedule = capacitySchedule(places, serviceMs);
            const step = () => site.wait(schedule(site.now()));
            return addStep(site, step);
          },
        },
};

/**
 * A queue in the order of arrival with a fixed service time. It computes when each request will be served, so that a timer
 * that is late delays one request and not all behind it, and the capacity is exact.
 *
 * @returns how long a request that arrives at `nowMs` stays, in ms
 */
export function capacitySchedule(places: number, serviceMs: number): (nowMs: number) => number {
  const freeAtMs = new Array<number>(places).fill(0);
  return (nowMs) => {
    const endMs = Math.max(nowMs, Math.min(...freeAtMs)) + serviceMs;
    freeAtMs[freeAtMs.indexOf(Math.min(...freeAtMs))] = endMs;
    return endMs - nowMs;
  };
}
