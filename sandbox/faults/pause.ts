import type { FaultKind } from './fault-kind.ts';

/** Pauses in which the whole process stands still, as in a garbage collection. */
export const pauseFault: FaultKind = {
  name: 'pause',
  place: 'nothing',
  example: 'pause:300/5',
  promise:
    'The event loop of the sandbox is blocked for 300 ms every 5 s, the first time after 5 s: nothing is read, answered or written in this time. Requests that arrive then take up to 300 ms longer.',
  amount: /^(\d{1,5})\/(\d{1,5})$/,
  effect: ([pauseMs = 0, everySeconds = 0]) =>
    pauseMs === 0 || pauseMs >= everySeconds * 1000
      ? undefined
      : {
          on: 'sandbox',
          switchOn(site) {
            const block = () => {
              const untilMs = site.now() + pauseMs;
              while (site.now() < untilMs);
            };
            return site.every(everySeconds * 1000, block);
          },
        },
};
