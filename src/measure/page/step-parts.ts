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
  /** Nothing of all this: the page waited for a timer of its own. */
  readonly idleMs: number;
}

/** The vitals of a step, as the page's own timeline has them; what the browser did not report is left out. */
export interface StepVitals {
  /** Interaction to next paint of the step's own input. */
  readonly inpMs?: number;
  /** Largest contentful paint of the page, or of the route that the step led to. */
  readonly lcpMs?: number;
  readonly fcpMs?: number;
  readonly ttfbMs?: number;
  /** Cumulative layout shift within the step; no unit. */
  readonly cls?: number;
  /** Long animation frames (over 50 ms) within the step, and how long they were together. */
  readonly longFrames?: number;
  readonly longFramesMs?: number;
}
