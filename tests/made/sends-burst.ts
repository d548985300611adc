import { saturatingBurst } from '../../src/bursts/saturating-burst.ts';
import { burstAt } from './operation.ts';

// A process that sends a saturating burst of POSTs on two connections to argv[2] for argv[3] ms, waits argv[4] ms for its
// end, and prints what it measured.

const [, , origin = '', durationMs, longestEndMs] = process.argv;
const burst = await saturatingBurst(burstAt(origin, { method: 'POST' }), {
  connections: 2,
  durationMs: Number(durationMs),
  longestEndMs: Number(longestEndMs),
});
const { successes, least, outcomes, ownFailures, waitedMs, health } = burst;
console.log(
  JSON.stringify({
    slowestMs: (successes.maxUs ?? 0) / 1000,
    slowestAtLeastMs: (least.maxUs ?? 0) / 1000,
    outcomes,
    ownFailures,
    waitedMs,
    stoodStillMs: health.eventLoopDelayMaxMs,
  }),
);
