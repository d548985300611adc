import { serverTiming } from '../server-timing.ts';
import type { PageTimeline, Stretch } from './page-timeline.ts';
import type { StepRequest } from './step-request.ts';

/**
 * The trace by which a step is found on the target's side: the one that the target itself names for the step's longest request,
 * else the one that the step's requests carried. Undefined when none did.
 */
export function stepTrace(
  step: Stretch,
  requests: readonly StepRequest[],
  { traces }: Pick<PageTimeline, 'traces'>,
): string | undefined {
  const named = requests
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .map((request) => serverTiming(request.serverTiming).traceId)
    .find((id) => id !== undefined);
  return named ?? traces.find(({ atMs }) => atMs >= step.startMs && atMs <= step.endMs)?.traceId;
}
