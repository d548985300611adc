import { realClock, sleep } from '../../base/clock.ts';
import type { Exchange } from './exchange.ts';
import { retryAfterSeconds } from './rate-limit-headers.ts';

const ATTEMPTS = 3;
/** No limiter is waited for longer than this. */
export const LONGEST_WAIT_SECONDS = 65;

/**
 * Sends a request that is not measured, and once more after the time that the rate limiter asks for (`Retry-After`) when
 * it refuses the request. A limiter that asks for no time, or for more than a minute, is not waited for.
 *
 * @param signal ends the waiting
 * @returns the last exchange, a refused one after three attempts or when the waiting was ended
 */
export async function patiently(send: () => Promise<Exchange>, signal?: AbortSignal): Promise<Exchange> {
  for (let attempt = 1; ; attempt += 1) {
    const exchange = await send();
    const seconds = exchange.status === 429 ? retryAfterSeconds(exchange.headers) : undefined;
    if (seconds === undefined || seconds > LONGEST_WAIT_SECONDS || attempt === ATTEMPTS) return exchange;
    await sleep(realClock, seconds * 1000, signal);
    if (signal?.aborted === true) return exchange;
  }
}
