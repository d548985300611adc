import { saturatingBurst } from '../../src/bursts/saturating-burst.ts';
import { burstAt } from './operation.ts';

// A process that sends a saturating burst on two connections to argv[2] for argv[3] ms, waits argv[4] ms for its end, and
// prints what it measured.

const [, , origin = '', durationMs, longestEndMs] = process.argv;
const { successes, least, outcomes, waitedMs, health } = await saturatingBurst(burstAt(origin), {
  connections: 2,
  durationMs: Number(durationMs),
  longestEndMs: Number(longestEndMs),
});
console.log(
  JSON.stringify({
    slowestMs: (successes.maxUs ?? 0) / 1000,
    slowestAtLeastMs: (least.maxUs ?? 0) / 1000,
    outcomes,
    waitedMs,
    stoodStillMs: health.eventLoopDelayMaxMs,
  }),
);
