import type { ServerEntry } from '../server-timing.ts';

/** A stretch of the page's own timeline, milliseconds since its time origin. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** An entry of Resource Timing, or of Navigation Timing for the document itself. A time of 0 is unknown. */
export interface LoadEntry {
  /** Path without query: ids and search texts stay out of the report. */
  readonly path: string;
  readonly startMs: number;
  readonly domainLookupStartMs: number;
  readonly domainLookupEndMs: number;
  readonly connectStartMs: number;
  readonly connectEndMs: number;
  readonly requestStartMs: number;
  readonly responseStartMs: number;
  readonly responseEndMs: number;
  readonly transferredBytes: number;
  readonly serverTiming: readonly ServerEntry[];
}

/** An entry of Event Timing. The browser gives those of 16 ms and more, in multiples of 8. */
export interface EventEntry {
  readonly startMs: number;
  readonly processingStartMs: number;
  readonly processingEndMs: number;
  /** Until the next paint. */
  readonly durationMs: number;
  /** 0 for events that are not interactions, such as a moving pointer. */
  readonly interactionId: number;
}

/** A script within a long animation frame: what the browser called there. What it does not say is empty or 0. */
export interface FrameScript extends Stretch {
  /** Its path without query, with the host where that is another one. Inline scripts have the path of their document. */
  readonly file: string;
  readonly functionName: string;
  /** What called it, e.g. `BUTTON#save.onclick`, `TimerHandler:setTimeout`, or the path of a script that loads. */
  readonly invoker: string;
  /** E.g. `event-listener`, `user-callback`, `resolve-promise`, `classic-script`. */
  readonly invokerType: string;
  /** Style and layout that the script asked for while it ran, so that the page could not put them off. */
  readonly forcedLayoutMs: number;
}

/** A long animation frame: one that took 50 ms or more. */
export interface LongFrame extends Stretch {
  /** Its scripts of 5 ms and more. */
  readonly scripts: readonly FrameScript[];
}

/** One figure of web-vitals with what it is attributed to, final. */
export interface VitalEntry {
  readonly name: 'CLS' | 'FCP' | 'INP' | 'LCP' | 'TTFB';
  readonly value: number;
  /** `soft-navigation` for a route within the document. */
  readonly navigation: string;
  /** When the page or route began: 0, or the time of the input that led to it. */
  readonly navigationStartMs: number;
  /** Path of the page or route, without query. */
  readonly path: string;
  /** Path of an image, or selector of an element. */
  readonly of?: string;
}

/** Everything that one document reported until it was hidden. */
export interface PageTimeline {
  readonly timeOrigin: number;
  /** Types of entries that this browser reports: of the others nothing can be said. */
  readonly supported: readonly string[];
  readonly loads: readonly LoadEntry[];
  readonly events: readonly EventEntry[];
  readonly longFrames: readonly LongFrame[];
  /** Layout shifts that no input explains. */
  readonly shifts: readonly { readonly atMs: number; readonly value: number }[];
  readonly vitals: readonly VitalEntry[];
  /** Requests that carried a trace's id, in their order. */
  readonly traces: readonly SentTrace[];
}

/** When a request of the page was sent, and in which trace. */
export interface SentTrace {
  readonly traceId: string;
  readonly atMs: number;
}
