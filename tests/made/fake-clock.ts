import { setImmediate as nextTurn } from 'node:timers/promises';
import { createClock } from '@sinonjs/fake-timers';
import type { Cancel, Clock } from '../../src/base/clock.ts';

/** Time moves in steps of this many milliseconds, so that what a timer sets off can set the next one in time. */
const STEP_MS = 10;

/**
 * A clock that stands still until the test moves it. After each step it lets promises, and the sockets of real servers,
 * get on with their work: seconds pass in milliseconds.
 */
export class FakeClock implements Clock {
  readonly #clock = createClock(0);

  nowMs(): number {
    return this.#clock.performance.now();
  }

  after(ms: number, callback: () => void): Cancel {
    const timer = this.#clock.setTimeout(callback, ms);
    return () => this.#clock.clearTimeout(timer);
  }

  every(ms: number, callback: () => void): Cancel {
    const timer = this.#clock.setInterval(callback, ms);
    return () => this.#clock.clearInterval(timer);
  }

  /** Moves the time on at once, as work does that keeps the event loop. */
  jump(ms: number): void {
    this.#clock.tick(ms);
  }

  /** Moves the time on. */
  async advance(ms: number, stepMs = STEP_MS): Promise<void> {
    await nextTurn();
    for (let leftMs = ms; leftMs > 0; leftMs -= stepMs) {
      this.#clock.tick(Math.min(stepMs, leftMs));
      await nextTurn();
    }
  }

  /** Moves the time on until this is done; returns what it came to. */
  async during<T>(work: Promise<T>, stepMs = STEP_MS): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    await nextTurn();
    while (!isDone) await this.advance(stepMs, stepMs);
    return done;
  }
}
