import { sum } from '../../base/statistics/averages.ts';
import type { ArrivalSlice } from '../arrival-counters.ts';
import { type BoundedLatencies, p95Of } from '../bounded-latencies.ts';
import { type DecodedSlice, decodeSlice } from '../decoded-slice.ts';
import { LatencyHistogram } from '../latency-histogram.ts';
import { figuresOverall } from '../operation-figures.ts';
import type { MeasurerHealth, PreparationCounts, Slice, SocketSlice } from '../slice.ts';
import { disturbances, ownDelayDisturbances } from '../validity.ts';
import type { Stretch } from './cells.ts';
import { type FieldRules, known, type MergeRules, mergedBy, mergedFields, total } from './merge-rules.ts';
import { healthInARow, healthSideBySide } from './merged-health.ts';
import { mergedHistogram, mergedOperations } from './merged-operation.ts';
import { mergedServices } from './merged-services.ts';

type DecodedArrivals = NonNullable<DecodedSlice['arrivals']>;
type DecodedSockets = NonNullable<DecodedSlice['sockets']>;
type UserTime = NonNullable<Slice['userTime']>;

/** What one segment did in a stretch, at least one slice of it. */
interface SegmentPart {
  /** From 1. */
  readonly number: number;
  readonly slices: readonly DecodedSlice[];
  readonly latencies: BoundedLatencies;
  readonly health: MeasurerHealth;
}

/** All of a stretch, summed up where several rules need it. */
interface Whole {
  readonly place: Omit<Stretch<Slice>, 'segments'>;
  readonly segments: readonly SegmentPart[];
  readonly slices: readonly DecodedSlice[];
  readonly p95: Slice['p95'];
}

const ARRIVALS: FieldRules<ArrivalSlice, DecodedArrivals> = {
  offered: total,
  sent: total,
  notSent: total,
  late: total,
  ownLate: total,
  startLag: mergedHistogram,
  ownLag: mergedHistogram,
  givenUp: mergedHistogram,
  // Only a search has it, which is one process, so its last slice has all that waited at the end.
  waiting: (parts) => mergedHistogram(parts.slice(-1)),
};

const PREPARATION: FieldRules<PreparationCounts> = { sent: total, failed: total };

const USER_TIME: FieldRules<UserTime> = { totalMs: total, lostMs: total, troubleMs: total };

/** From the sockets of each segment, in the order of time. */
const SOCKETS: MergeRules<SocketSlice, readonly (readonly DecodedSockets[])[]> = {
  measures: (segments) => mergedOperations(segments.flat().map(({ measures }) => measures)),
  open: (segments) => sum(segments.map((sockets) => sockets.at(-1)?.open ?? 0)),
  drops: (segments) => sum(segments.flat().map(({ drops }) => drops)),
  reconnects: (segments) => sum(segments.flat().map(({ reconnects }) => reconnects)),
  events: (segments) => sum(segments.flat().map(({ events }) => events)),
};

const SLICE: MergeRules<Slice, Whole> = {
  kind: () => 'slice',
  fromMs: ({ place }) => place.fromMs,
  toMs: ({ place }) => place.toMs,
  phase: ({ place }) => place.phase,
  round: ({ place }) => place.round,
  vus: ({ segments }) => sum(segments.map(({ slices }) => slices.at(-1)?.vus ?? 0)),
  operations: ({ slices }) => mergedOperations(slices.map(({ operations }) => operations)),
  begun: ({ slices }) => total(slices.map(({ begun }) => begun)),
  startLag: ({ slices }) => mergedHistogram(slices.map(({ startLag }) => startLag)),
  arrivals: ({ slices }) => mergedOf(ARRIVALS, known(slices.map(({ arrivals }) => arrivals))),
  sockets: ({ segments }) => mergedSockets(segments),
  services: ({ slices }) => {
    const parts = known(slices.map(({ services }) => services));
    return parts.length === 0 ? undefined : mergedServices(parts);
  },
  preparation: ({ slices }) => mergedOf(PREPARATION, known(slices.map(({ preparation }) => preparation))),
  renewals: ({ slices }) => total(slices.map(({ renewals }) => renewals)),
  // What was under way at the end of an earlier one has ended since, or is among what the last one has.
  underWayMs: ({ segments }) => mergedWaits(known(segments.map(({ slices }) => slices.at(-1)?.underWayMs))),
  health: ({ segments }) => healthSideBySide(segments.map(({ health }) => health)),
  p95: ({ p95 }) => p95,
  userTime: ({ slices }) => mergedOf(USER_TIME, known(slices.map(({ userTime }) => userTime))),
  disturbed: (whole) => disturbedOf(whole),
};

/** Makes one slice of all slices in a stretch. */
export function mergedSlice({ segments, ...place }: Stretch<Slice>): Slice {
  const parts = segments.flatMap((slices, index) =>
    slices.length === 0 ? [] : [segmentPart(slices, index + 1)],
  );
  return mergedBy(SLICE, {
    place,
    segments: parts,
    slices: parts.flatMap(({ slices }) => slices),
    p95: p95Of({
      all: LatencyHistogram.merge(parts.map(({ latencies }) => latencies.all)),
      allLeast: LatencyHistogram.merge(parts.map(({ latencies }) => latencies.allLeast)),
    }),
  });
}

function segmentPart(encoded: readonly Slice[], number: number): SegmentPart {
  const slices = encoded.map(decodeSlice);
  return { number, slices, latencies: figuresOverall(slices), health: healthInARow(slices) };
}

function mergedSockets(segments: readonly SegmentPart[]): SocketSlice | undefined {
  const bySegment = segments.map(({ slices }) => known(slices.map(({ sockets }) => sockets)));
  return bySegment.flat().length === 0 ? undefined : mergedBy(SOCKETS, bySegment);
}

function mergedWaits(parts: readonly NonNullable<Slice['underWayMs']>[]): Slice['underWayMs'] {
  if (parts.length === 0) return undefined;
  const byId = Map.groupBy(
    parts.flatMap((part) => Object.entries(part)),
    ([id]) => id,
  );
  return Object.fromEntries([...byId].map(([id, list]) => [id, list.flatMap(([, waits]) => waits)]));
}

function mergedOf<Merged extends object, Part extends { readonly [Key in keyof Merged]?: unknown }>(
  rules: FieldRules<Merged, Part>,
  parts: readonly Part[],
): Merged | undefined {
  return parts.length === 0 ? undefined : mergedFields(rules, parts);
}

/**
 * By how much the measurers may have changed the figures: first those of all segments together, then those of each, in the
 * words that it would have used for this stretch.
 */
function disturbedOf({ segments, p95 }: Whole): string[] {
  const ofEach = segments.flatMap(({ number, health, latencies }) => {
    const own = p95Of(latencies);
    const found = disturbances({ health, ...(own !== undefined && { p95: own }) });
    return found.map((words) => `segment ${number}: ${words}`);
  });
  return [...ownDelayDisturbances(p95), ...ofEach];
}
