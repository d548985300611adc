import type { FrameScript } from '../../src/measure/page/page-timeline.ts';
import type { StepParts } from '../../src/measure/page/step-parts.ts';
import type { StepRequest } from '../../src/measure/page/step-request.ts';
import type { StepTiming } from '../../src/measure/page/step-timing.ts';

/** The parts of a step that took no time at all. */
export const NO_PARTS: StepParts = {
  inputDelayMs: 0,
  queueingMs: 0,
  networkMs: 0,
  serverAppMs: 0,
  serverDbMs: 0,
  serverCryptoMs: 0,
  scriptMs: 0,
  paintMs: 0,
  idleMs: 0,
};

/** A made-up step of `endMs`, whose last change came 10 ms before its end, begun by a click handled at once. */
export function madeStep(endMs: number, more: Partial<StepTiming> = {}): StepTiming {
  return {
    timeOrigin: 0,
    startMs: 0,
    changedMs: endMs - 10,
    endMs,
    startedBy: 'input',
    inputs: [{ atMs: 0, handledMs: 0 }],
    requests: [],
    handlers: [],
    scripts: [],
    longFrames: [],
    ...more,
  };
}

/** A made-up script of a long animation frame: a click handler of `/assets/chart.js` without a name. */
export function madeScript(startMs: number, endMs: number, more: Partial<FrameScript> = {}): FrameScript {
  return {
    startMs,
    endMs,
    file: '/assets/chart.js',
    functionName: '',
    invoker: 'BUTTON.onclick',
    invokerType: 'event-listener',
    forcedLayoutMs: 0,
    ...more,
  };
}

/** A made-up request: 1 ms in the browser, 2 ms to receive, the rest waiting for the server's answer. */
export function madeRequest(
  startMs: number,
  durationMs: number,
  server: Readonly<Record<string, number>> = {},
): StepRequest {
  return {
    path: '/api/v1/deals',
    startMs,
    durationMs,
    queueingMs: 1,
    connectMs: 0,
    waitingMs: durationMs - 3,
    receivingMs: 2,
    serverTiming: Object.entries(server).map(([name, ms]) => ({ name, durationMs: ms })),
  };
}

/** All parts of a step that are more than nothing, rounded to a thousandth of a millisecond. */
export function notNothing(parts: StepParts): Partial<StepParts> {
  const rounded = Object.entries(parts).map(([part, ms]) => [part, Math.round(ms * 1000) / 1000]);
  return Object.fromEntries(rounded.filter(([, ms]) => ms !== 0));
}

export function sumOf(parts: StepParts): number {
  return Object.values(parts).reduce((sum: number, ms: number) => sum + ms, 0);
}
