/** A stretch of the page's own timeline, milliseconds since its time origin. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** An entry of Resource Timing, or of Navigation Timing for the document itself. Times of 0: not told. */
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
  readonly serverTiming: readonly { readonly name: string; readonly durationMs: number }[];
}

/** An entry of Event Timing. The browser gives those of 16 ms and more, in multiples of 8. */
export interface EventEntry {
  readonly startMs: number;
  readonly processingStartMs: number;
  readonly processingEndMs: number;
  /** Until the next paint. */
  readonly durationMs: number;
  /** 0 for events that are no interaction, such as a moving pointer. */
  readonly interactionId: number;
}

/** A long animation frame: one that took 50 ms or more. */
export interface LongFrame extends Stretch {
  /** Its scripts of 5 ms and more. */
  readonly scripts: readonly Stretch[];
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

/** Everything that one document told of itself until it was hidden. */
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
}

/** The part of a web-vitals metric that is read here. */
interface Metric {
  readonly name: VitalEntry['name'];
  readonly value: number;
  readonly navigationType: string;
  readonly navigationURL?: string;
  readonly navigationStartTime?: number;
  readonly attribution: Readonly<Record<string, unknown>>;
}

type Report = (callback: (metric: Metric) => void, options: object) => void;

declare global {
  interface Window {
    /** The functions of web-vitals, `onLCP` and so on; see web-vitals-script.ts. */
    deskStudioVitals?: Readonly<Record<string, Report>>;
    /** Takes the timeline, as JSON, out of the page. */
    deskStudioHidden?: (timeline: string) => unknown;
  }
}

/**
 * Runs inside the page, as its init script, after web-vitals; it must be self-contained. Collects the browser's own
 * timeline and hands it over once, when the page is hidden: only then are its vitals final, and nothing leaves the page
 * while it is measured.
 */
export function installPageTimeline(): void {
  if (window.top !== window || location.protocol === 'about:') return;
  // The browser keeps 250 requests by default; a long visit makes more.
  performance.setResourceTimingBufferSize(5_000);
  const supported = PerformanceObserver.supportedEntryTypes;
  const events: EventEntry[] = [];
  const longFrames: LongFrame[] = [];
  const shifts: { atMs: number; value: number }[] = [];
  const vitals: VitalEntry[] = [];

  type Entry = PerformanceEntry & Record<string, unknown>;
  const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
  const pathOf = (url: unknown): string => new URL(String(url), location.href).pathname;
  const keep: Record<string, (entry: Entry) => void> = {
    event: (entry) => {
      events.push({
        startMs: entry.startTime,
        processingStartMs: number(entry.processingStart),
        processingEndMs: number(entry.processingEnd),
        durationMs: entry.duration,
        interactionId: number(entry.interactionId),
      });
    },
    'long-animation-frame': (entry) => {
      const scripts = (entry.scripts ?? []) as PerformanceEntry[];
      longFrames.push({
        startMs: entry.startTime,
        endMs: entry.startTime + entry.duration,
        scripts: scripts.map(({ startTime, duration }) => ({
          startMs: startTime,
          endMs: startTime + duration,
        })),
      });
    },
    'layout-shift': (entry) => {
      if (entry.hadRecentInput !== true) shifts.push({ atMs: entry.startTime, value: number(entry.value) });
    },
  };
  const observers = Object.entries(keep)
    .filter(([type]) => supported.includes(type))
    .map(([type, keepOne]) => {
      const keepAll = (entries: PerformanceEntryList) => {
        for (const entry of entries) keepOne(entry as Entry);
      };
      const observer = new PerformanceObserver((list) => keepAll(list.getEntries()));
      // 16 ms is the least that the browser accepts.
      observer.observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
      return { observer, keepAll };
    });

  for (const report of Object.values(window.deskStudioVitals ?? {})) {
    const told = ({ name, value, attribution, ...metric }: Metric) => {
      const of =
        attribution.url ??
        attribution.target ??
        attribution.interactionTarget ??
        attribution.largestShiftTarget;
      vitals.push({
        name,
        value,
        navigation: metric.navigationType,
        navigationStartMs: metric.navigationStartTime ?? 0,
        path: pathOf(metric.navigationURL ?? location.href),
        ...(typeof of === 'string' && { of: of === attribution.url ? pathOf(of) : of }),
      });
    };
    report(told, { reportSoftNavs: true, durationThreshold: 16 });
  }

  const loads = (): LoadEntry[] =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(
      (each) => {
        const entry = each as PerformanceResourceTiming;
        return {
          path: pathOf(entry.name),
          startMs: entry.startTime,
          domainLookupStartMs: entry.domainLookupStart,
          domainLookupEndMs: entry.domainLookupEnd,
          connectStartMs: entry.connectStart,
          connectEndMs: entry.connectEnd,
          requestStartMs: entry.requestStart,
          responseStartMs: entry.responseStart,
          responseEndMs: entry.responseEnd,
          transferredBytes: entry.transferSize,
          serverTiming: entry.serverTiming.map(({ name, duration }) => ({ name, durationMs: duration })),
        };
      },
    );
  // web-vitals listens in the capture phase, so its last figures are there when this is called.
  addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    for (const { observer, keepAll } of observers) keepAll(observer.takeRecords());
    const { timeOrigin } = performance;
    const timeline: PageTimeline = {
      timeOrigin,
      supported,
      loads: loads(),
      events,
      longFrames,
      shifts,
      vitals,
    };
    window.deskStudioHidden?.(JSON.stringify(timeline));
  });
}
