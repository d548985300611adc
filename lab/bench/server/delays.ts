const SHORTEST_MS = 5;
const MEAN_BEYOND_MS = 10;

/**
 * Draws delays in milliseconds with a long, smooth tail: 5 ms plus an exponential with a mean of 10 ms, so p95 is about
 * 35 ms and p99 about 51 ms. The tail is smooth because a percentile at a jump of the distribution says nothing about
 * the tool that reports it. The same seed gives the same delays.
 */
export function delaySource(seed: number): () => number {
  let state = seed;
  return () => {
    // Mulberry32, a small 32-bit generator that passes the usual tests: https://github.com/bryc/code (PRNGs).
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const uniform = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return SHORTEST_MS - MEAN_BEYOND_MS * Math.log(1 - uniform);
  };
}
