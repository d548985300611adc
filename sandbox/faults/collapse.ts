import { addStep, type FaultKind } from './fault-kind.ts';

/** A capacity that is less the more requests wait for it: the throughput stops growing, and then falls. */
export const collapseFault: FaultKind = {
  name: 'collapse',
  place: 'nothing',
  example: 'collapse:2x10/100',
  promise:
    'As `capacity:2x10`, so at most 200 requests per second. But a request that arrives while 100 or more are there holds its place for twice as long, 20 ms: while that many wait, 100 requests per second are possible.',
  amount: /^(\d{1,4})x(\d{1,5})\/(\d{1,5})$/,
  effect: ([places = 0, serviceMs = 0, crowd = 0]) =>
    places === 0 || serviceMs === 0 || crowd <= places
      ? undefined
      : {
          on: 'sandbox',
          switchOn(site) {
            const schedule = collapseSchedule(places, serviceMs, crowd);
            const step = () => site.wait(schedule(site.now()));
            return addStep(site, step);
          },
        },
};

/**
 * A queue in the order of arrival, whose service takes twice as long for whoever finds a crowd. As in `capacitySchedule`, it is
 * computed when each request will be served.
 *
 * @param crowd so many requests, served and waiting ones together
 * @returns how long a request that arrives at `nowMs` stays, in ms
 */
export function collapseSchedule(
  places: number,
  serviceMs: number,
  crowd: number,
): (nowMs: number) => number {
  const freeAtMs = new Array<number>(places).fill(0);
  let endsMs: number[] = [];
  return (nowMs) => {
    endsMs = endsMs.filter((end) => end > nowMs);
    const first = Math.min(...freeAtMs);
    const endMs = Math.max(nowMs, first) + serviceMs * (endsMs.length >= crowd ? 2 : 1);
    freeAtMs[freeAtMs.indexOf(first)] = endMs;
    endsMs.push(endMs);
    return endMs - nowMs;
  };
}
