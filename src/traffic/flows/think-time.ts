import type { Draws } from '../../target/request-data/user-faker.ts';

/**
 * A think time in milliseconds: log-normal, since people are mostly quick and sometimes very slow, with the given
 * median, clipped at five times the median so that no user sleeps through a short run.
 */
export function thinkTimeMs(faker: Draws, medianMs: number): number {
  // Box-Muller: two uniform draws make one normal one.
  const normal =
    Math.sqrt(-2 * Math.log(1 - faker.number.float({ max: 0.999_999 }))) *
    Math.cos(2 * Math.PI * faker.number.float());
  return Math.min(5 * medianMs, medianMs * Math.exp(0.6 * normal));
}
