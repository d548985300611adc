import { FRAME_SCRIPT_PARTS, frameScriptOf, type ScriptEntry } from './frame-script.ts';
import type { EventEntry, LoadEntry, LongFrame, PageTimeline, VitalEntry } from './page-timeline.ts';
import { webVitalsScript } from './web-vitals-script.ts';

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
 * The init script of a page that collects the browser's own timeline and hands it over once, when the page is hidden:
 * only then are its vitals final, and nothing leaves the page while it is measured. web-vitals is part of the script.
 */
export function timelineScript(): string {
  const own = [numberOf, pathOf, longFrameOf, observeEntries, observeVitals, loads, install];
  const parts = [...FRAME_SCRIPT_PARTS, ...own];
  return `${webVitalsScript()}\n(() => {\n${parts.join('\n')}\ninstall();\n})();`;
}

// The functions below run inside the page. They know each other, the parts of a frame's script, and nothing else.

type Entry = PerformanceEntry & Record<string, unknown>;

function install(): void {
  if (window.top !== window || location.protocol === 'about:') return;
  // The browser keeps 250 requests by default; a long visit makes more.
  performance.setResourceTimingBufferSize(5_000);
  const { seen, takeLast } = observeEntries();
  const vitals = observeVitals();
  // web-vitals listens in the capture phase, so its last figures are there when this is called.
  addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    takeLast();
    const { timeOrigin } = performance;
    const traces = window.deskStudioTraces?.sent ?? [];
    const supported = PerformanceObserver.supportedEntryTypes;
    const timeline: PageTimeline = { timeOrigin, supported, loads: loads(), ...seen, vitals, traces };
    window.deskStudioHidden?.(JSON.stringify(timeline));
  });
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function pathOf(url: unknown): string {
  return new URL(String(url), location.href).pathname;
}

function longFrameOf({ startTime, duration, scripts }: Entry): LongFrame {
  return {
    startMs: startTime,
    endMs: startTime + duration,
    scripts: ((scripts ?? []) as ScriptEntry[]).map((script) => frameScriptOf(script, location.origin)),
  };
}

/** What the browser's observers see from now on, and how to take what they hold back until their next turn. */
function observeEntries() {
  const seen = {
    events: [] as EventEntry[],
    longFrames: [] as LongFrame[],
    shifts: [] as { atMs: number; value: number }[],
  };
  const keep: Record<string, (entry: Entry) => void> = {
    event: (entry) => {
      seen.events.push({
        startMs: entry.startTime,
        processingStartMs: numberOf(entry.processingStart),
        processingEndMs: numberOf(entry.processingEnd),
        durationMs: entry.duration,
        interactionId: numberOf(entry.interactionId),
      });
    },
    'long-animation-frame': (entry) => {
      seen.longFrames.push(longFrameOf(entry));
    },
    'layout-shift': ({ hadRecentInput, startTime, value }) => {
      if (hadRecentInput !== true) seen.shifts.push({ atMs: startTime, value: numberOf(value) });
    },
  };
  const supported = Object.entries(keep).filter(([type]) =>
    PerformanceObserver.supportedEntryTypes.includes(type),
  );
  const observers = supported.map(([type, keepOne]) => {
    const keepAll = (entries: PerformanceEntryList) => {
      for (const entry of entries) keepOne(entry as Entry);
    };
    const observer = new PerformanceObserver((list) => keepAll(list.getEntries()));
    // 16 ms is the least that the browser accepts.
    observer.observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
    return () => keepAll(observer.takeRecords());
  });
  const takeLast = () => {
    for (const take of observers) take();
  };
  return { seen, takeLast };
}

/** The list that web-vitals fills from now on. */
function observeVitals(): readonly VitalEntry[] {
  const vitals: VitalEntry[] = [];
  for (const report of Object.values(window.deskStudioVitals ?? {})) {
    const told = ({ name, value, attribution, ...metric }: Metric) => {
      const { url, target, interactionTarget, largestShiftTarget } = attribution;
      const of = url ?? target ?? interactionTarget ?? largestShiftTarget;
      vitals.push({
        name,
        value,
        navigation: metric.navigationType,
        navigationStartMs: metric.navigationStartTime ?? 0,
        path: pathOf(metric.navigationURL ?? location.href),
        ...(typeof of === 'string' && { of: of === url ? pathOf(of) : of }),
      });
    };
    report(told, { reportSoftNavs: true, durationThreshold: 16 });
  }
  return vitals;
}

function loads(): LoadEntry[] {
  const entries = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type));
  return (entries as PerformanceResourceTiming[]).map((entry) => ({
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
    serverTiming: entry.serverTiming.map(({ name, duration, description }) => ({
      name,
      durationMs: duration,
      ...(name === 'traceparent' && { description }),
    })),
  }));
}
