import { median, sum } from '../base/statistics/averages.ts';
import { countsOf, excessMs, type Moment, mostLoad, usualMs } from './timeline.ts';

/** What the target did under about the same load. */
export interface LoadStep {
  /** Users, or arrivals per second in the open model. */
  readonly load: number;
  readonly unit: Moment['loadUnit'];
  readonly seconds: number;
  /** Successes. */
  readonly perSecond: number;
  /** By how many milliseconds a request took longer than under little load: the median over the step's moments. */
  readonly excessMs: number;
  /** A request's time under little load, of the same operations. */
  readonly floorMs: number;
  /** In the middle of its time. */
  readonly atMs: number;
}

/** A curve has so many steps at least, and each of them so much time. */
const STEPS = 8;
const LEAST_SECONDS = 2;
/** The load has to become so many times as much. */
const LEAST_RISE = 2;

/**
 * How the target did while the load rose: steps of rising load, up to the first time that it was highest. Undefined when it did not
 * rise enough, or not for long enough.
 *
 * @param moments those without rounds
 */
export function loadCurve(moments: readonly Moment[]): LoadStep[] | undefined {
  const most = mostLoad(moments);
  const peak = moments.findIndex(({ load }) => load >= most * 0.99);
  const stays = moments.slice(peak).findIndex(({ load }) => load < most * 0.95);
  const rising = moments.slice(0, stays < 0 ? moments.length : peak + stays);
  const least = rising.reduce((few, { load }) => Math.min(few, load), most);
  if (rising.length < STEPS * LEAST_SECONDS || most < least * LEAST_RISE || most < 4) return undefined;
  const byLoad = rising.toSorted((a, b) => a.load - b.load || a.fromMs - b.fromMs);
  const low = byLoad.slice(0, Math.max(LEAST_SECONDS, Math.floor(byLoad.length / STEPS)));
  const floor = usualMs(low);
  const size = byLoad.length / STEPS;
  return Array.from({ length: STEPS }, (_, index) =>
    stepOf(byLoad.slice(Math.round(index * size), Math.round((index + 1) * size)), floor),
  );
}

function stepOf(moments: readonly Moment[], floor: ReadonlyMap<string, number>): LoadStep {
  const seconds = sum(moments.map(({ fromMs, toMs }) => toMs - fromMs)) / 1000;
  const known = moments.flatMap(({ operations }) => [...operations].filter(([id]) => floor.has(id)));
  const ok = sum(known.map(([, each]) => each.ok));
  return {
    load: median(moments.map(({ load }) => load)) ?? 0,
    unit: moments[0]?.loadUnit ?? 'users',
    seconds,
    perSecond: sum(moments.map((moment) => countsOf(moment).ok)) / Math.max(1, seconds),
    excessMs: median(moments.flatMap((moment) => excessMs(moment, floor) ?? [])) ?? 0,
    floorMs: sum(known.map(([id, each]) => each.ok * (floor.get(id) ?? 0))) / Math.max(1, ok),
    atMs: median(moments.map(({ fromMs, toMs }) => (fromMs + toMs) / 2)) ?? 0,
  };
}
