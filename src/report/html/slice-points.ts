import type { SliceRecord, TrafficRecord } from '../../record/run-record.ts';
import type { TimeLine, TimeMark, TimePoint } from './time-chart.ts';

/** The rest at a run's end holds a handful of requests: a point for it would say nothing and look like a spike. */
const LEAST_SLICE_MS = 1_000;

/** Whether a slice is long enough to be drawn. */
export function isWhole({ fromMs, toMs }: TimeMark): boolean {
  return toMs - fromMs >= LEAST_SLICE_MS;
}

/** One point a slice, in its middle. */
export function slicePoints(
  { slices }: TrafficRecord,
  value: (slice: SliceRecord) => number | undefined,
): TimePoint[] {
  return slices.filter(isWhole).map((slice) => [(slice.fromMs + slice.toMs) / 2, value(slice)]);
}

/** The virtual users over time, drawn pale behind what was measured under them. */
export function usersLine({ slices }: TrafficRecord): TimeLine {
  const first = slices[0];
  return {
    name: 'virtual users',
    color: 'load',
    kind: 'load',
    points: [
      [0, first?.phase === 'ramp' ? 0 : first?.vus],
      ...slices.filter(isWhole).map(({ toMs, vus }): TimePoint => [toMs, vus]),
    ],
  };
}

/** The slices that were disturbed, neighbours as one. */
export function disturbedMarks({ slices }: TrafficRecord): TimeMark[] {
  const marks: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs, disturbed } of slices) {
    if (disturbed.length === 0) continue;
    const last = marks.at(-1);
    if (last !== undefined && last.toMs === fromMs) last.toMs = toMs;
    else marks.push({ fromMs, toMs });
  }
  return marks;
}
