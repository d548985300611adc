import type { PageTimeline, VitalEntry } from './page-timeline.ts';
import type { RouteVitals, StepVitals } from './step-parts.ts';
import type { StepMark } from './step-watch.ts';

/** An input's time stamp and the browser's own for what it led to may differ by a rounding, not by more. */
const SAME_MS = 1;

/**
 * The vitals of a step. INP, layout shifts and long frames are those within it; what concerns the page or route that
 * the step led to (LCP, and FCP and TTFB of a page load) is taken as web-vitals had it at last.
 */
export function stepVitals(mark: StepMark, timeline: PageTimeline): StepVitals {
  const isWithin = (ms: number) => ms >= mark.startMs - SAME_MS && ms <= mark.endMs;
  const reports = (type: string) => timeline.supported.includes(type);
  const interactions = timeline.events.filter(
    ({ interactionId, startMs }) => interactionId > 0 && isWithin(startMs),
  );
  const longFrames = timeline.longFrames.filter(
    ({ startMs, endMs }) => endMs > mark.startMs && startMs < mark.endMs,
  );
  const led = timeline.vitals.filter(({ navigation, navigationStartMs }) =>
    mark.startedBy === 'navigation' ? navigation !== 'soft-navigation' : isWithin(navigationStartMs),
  );
  const route = mark.startedBy === 'navigation' ? led : led.filter(isRoute);
  const [lcp, fcp, ttfb] = (['LCP', 'FCP', 'TTFB'] as const).map((name) => last(route, name));
  return {
    ...(interactions.length > 0 && { inpMs: Math.max(...interactions.map(({ durationMs }) => durationMs)) }),
    ...(lcp !== undefined && { lcpMs: lcp.value, ...(lcp.of !== undefined && { lcpOf: lcp.of }) }),
    ...(fcp !== undefined && { fcpMs: fcp.value }),
    // A route within the document waits for no answer; web-vitals reports 0 then.
    ...(ttfb !== undefined && mark.startedBy === 'navigation' && { ttfbMs: ttfb.value }),
    ...(reports('layout-shift') && {
      cls: timeline.shifts.reduce((sum, { atMs, value }) => (isWithin(atMs) ? sum + value : sum), 0),
    }),
    ...(reports('long-animation-frame') && {
      longFrames: longFrames.length,
      longFramesMs: longFrames.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
    }),
    ...(route[0] !== undefined && { route: routeVitals(route, route[0].path) }),
  };
}

function routeVitals(route: readonly VitalEntry[], path: string): RouteVitals {
  const [inp, cls] = [last(route, 'INP'), last(route, 'CLS')];
  return {
    path,
    ...(inp !== undefined && { inpMs: inp.value, ...(inp.of !== undefined && { inpOf: inp.of }) }),
    ...(cls !== undefined && { cls: cls.value, ...(cls.of !== undefined && { clsOf: cls.of }) }),
  };
}

function isRoute({ navigation }: VitalEntry): boolean {
  return navigation === 'soft-navigation';
}

/** A figure may be reported more than once; the last one is final. */
function last(vitals: readonly VitalEntry[], name: VitalEntry['name']): VitalEntry | undefined {
  return vitals.findLast((vital) => vital.name === name);
}
