import { sums } from '../../base/statistics/averages.ts';
import { criticalWay } from './critical-way.ts';
import { FreeTime, lengthMs } from './free-time.ts';
import type { Stretch } from './page-timeline.ts';
import { splitRequest } from './split-request.ts';
import type { StepParts } from './step-parts.ts';
import type { StepTiming } from './step-timing.ts';

/** The browser reports longer work of the main thread, as a long animation frame. */
const LONGEST_UNTOLD_MS = 50;

/**
 * Says where the time of a step went: each instant of it belongs to exactly one part, so the parts add up to the step.
 * In this order, each of what those before have left:
 *
 * 1. input delay: from the first input until the page handled it
 * 2. from the last change to the end: scripts that held the frame back, and the painting itself
 * 3. what was waited for in requests, on their critical way (see there), each split into its phases
 * 4. script: event handlers, and long animation frames
 * 5. the delay of further inputs (input delay), and the time until the last of them came (idle: the person's)
 * 6. of the rest, a gap below 50 ms is work too short for the browser to report (script); a longer one cannot be work,
 *    or the browser would have reported it: the page waited, e.g. for a timer (idle)
 *
 * Limits: script of less than 50 ms at the edge of such a wait is counted with the wait, and a request in the
 * background is blamed when it is longer than the one that was waited for and ended at the same time.
 */
export function splitStep(timing: StepTiming): StepParts {
  const { startMs, changedMs, endMs, inputs, requests, handlers, scripts, longFrames } = timing;
  const [first, ...further] = inputs.map(({ atMs, handledMs }) => ({ startMs: atMs, endMs: handledMs }));
  const lastInputMs = inputs.at(-1)?.atMs ?? startMs;
  const time = new FreeTime({ startMs, endMs });

  const untilHandled = first === undefined ? [] : time.take({ ...first, startMs });
  const afterChange = [...handlers, ...scripts].map((work) => ({
    startMs: Math.max(work.startMs, changedMs),
    endMs: work.endMs,
  }));
  const holdingBack = time.take(...afterChange);
  const painting = time.take({ startMs: changedMs, endMs });
  const inRequests = criticalWay(requests, startMs, changedMs).flatMap((waited) =>
    time.take(waited).map((stretch) => splitRequest({ request: waited.request, ...stretch })),
  );
  const working = time.take(...handlers, ...longFrames);
  const furtherDelays = time.take(...further);
  const stillActing = time.take({ startMs, endMs: lastInputMs });
  const isWork = (gap: Stretch) => gap.endMs - gap.startMs < LONGEST_UNTOLD_MS;
  const untold = time.rest.filter(isWork);
  const waiting = time.rest.filter((gap) => !isWork(gap));

  return {
    inputDelayMs: lengthMs([...untilHandled, ...furtherDelays]),
    ...sums(inRequests, ['queueingMs', 'networkMs', 'serverAppMs', 'serverDbMs', 'serverCryptoMs']),
    scriptMs: lengthMs([...holdingBack, ...working, ...untold]),
    paintMs: lengthMs(painting),
    idleMs: lengthMs([...stillActing, ...waiting]),
  };
}
