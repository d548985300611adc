/**
 * Ends this process, whose share of the traffic is written, with the exit code that it has: as soon as the lane has been told all, and
 * whatever still goes on. A user who left may wait for a rate limiter to renew tokens, for a minute and longer.
 */
export function endOfShare(): void {
  process.removeAllListeners('disconnect');
  process.once('disconnect', () => process.exit());
  process.disconnect?.();
}
