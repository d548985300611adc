import type { PageTimeline, Stretch } from './page-timeline.ts';
import { type StepRequest, stepRequest } from './step-request.ts';
import type { StepMark } from './step-watch.ts';

/** A step with everything that its page did during it, on the page's timeline. */
export interface StepTiming extends StepMark {
  /** By their start: those that began within the step. */
  readonly requests: readonly StepRequest[];
  /** Main thread in event handlers, by Event Timing. */
  readonly handlers: readonly Stretch[];
  /** Scripts of 5 ms and more within long animation frames. */
  readonly scripts: readonly Stretch[];
  /** Long animation frames as a whole: scripts, style, layout and painting. */
  readonly longFrames: readonly Stretch[];
}

/** Cuts a step out of its document's timeline. */
export function stepTiming(mark: StepMark, timeline: PageTimeline): StepTiming {
  const within = ({ startMs, endMs }: Stretch) => endMs > mark.startMs && startMs < mark.endMs;
  const longFrames = timeline.longFrames.filter(within);
  return {
    ...mark,
    requests: timeline.loads
      .filter(({ startMs }) => startMs >= mark.startMs && startMs <= mark.endMs)
      .map(stepRequest)
      .sort((a, b) => a.startMs - b.startMs),
    handlers: timeline.events
      .map(({ processingStartMs, processingEndMs }) => ({
        startMs: processingStartMs,
        endMs: processingEndMs,
      }))
      .filter(within),
    scripts: longFrames.flatMap(({ scripts }) => scripts).filter(within),
    longFrames,
  };
}
