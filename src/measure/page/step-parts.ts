/** Where the time of a step went, in milliseconds. The parts add up to the step. */
export interface StepParts {
  /** From the person's input until the page began to handle it: its main thread was busy. */
  readonly inputDelayMs: number;
  /** Requests waiting in the browser: for a connection, or behind others. */
  readonly queueingMs: number;
  /** Connecting, sending, and receiving: what is left of a request when the server's own time is taken off. */
  readonly networkMs: number;
  /** The server's time by its Server-Timing: `total` without the parts that it names. */
  readonly serverAppMs: number;
  readonly serverDbMs: number;
  readonly serverCryptoMs: number;
  /** Main thread at work: handlers, rendering by script, style and layout forced by it. */
  readonly scriptMs: number;
  /** From the last change until the frame that shows it is done. */
  readonly paintMs: number;
  /** None of these: the page waited, e.g. for a timer. */
  readonly idleMs: number;
}

/** The parts in words, in the order in which they are shown: the page, the way, the server, the page again. */
export const STEP_PART_NAMES: Readonly<Record<keyof StepParts, string>> = {
  inputDelayMs: 'input delay',
  queueingMs: 'queueing',
  networkMs: 'network',
  serverAppMs: 'server code',
  serverDbMs: 'database',
  serverCryptoMs: 'encryption',
  scriptMs: 'script',
  paintMs: 'paint',
  idleMs: 'own timers',
};

/** The vitals of a step, as the page's own timeline has them; what the browser did not report is left out. */
export interface StepVitals {
  /** Interaction to next paint of the step's own input; the browser gives it in multiples of 8 ms. */
  readonly inpMs?: number;
  /** Largest contentful paint of the page, or of the route that the step led to. */
  readonly lcpMs?: number;
  /** What was painted then: the path of an image, else a selector of the element. */
  readonly lcpOf?: string;
  readonly fcpMs?: number;
  readonly ttfbMs?: number;
  /** Cumulative layout shift within the step; no unit. */
  readonly cls?: number;
  /** Long animation frames (over 50 ms) within the step, and how long they were together. */
  readonly longFrames?: number;
  readonly longFramesMs?: number;
  /** Left out for a step that led to no other page or route. */
  readonly route?: RouteVitals;
}

/**
 * What concerns the page or route that a step led to as long as the person was on it, beyond the step's own end: the
 * figures of web-vitals, taken when the next route began or the page was hidden.
 */
export interface RouteVitals {
  /** Path without query. */
  readonly path: string;
  readonly inpMs?: number;
  /** Selector of the element that the slowest interaction was with. */
  readonly inpOf?: string;
  readonly cls?: number;
  /** Selector of the element that shifted most. */
  readonly clsOf?: string;
}
