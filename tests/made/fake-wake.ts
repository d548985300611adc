import type { Wake } from '../../src/traffic/arrivals/arrival-wake.ts';
import type { FakeClock } from './fake-clock.ts';

/** Starts the alarm clocks of open models that live on this clock. */
export function wakeOn(clock: FakeClock): (wake: () => void) => Promise<Wake> {
  return async (wake) => {
    let cancel = () => {};
    return {
      in: (ms) => {
        cancel();
        // Its timers know whole milliseconds only: cut off, a wait would be over at once, again and again.
        cancel = clock.after(Math.ceil(ms), wake);
      },
      stop: async () => cancel(),
    };
  };
}
