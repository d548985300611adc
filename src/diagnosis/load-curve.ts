import { median, sum } from '../base/statistics/averages.ts';
import { countsOf, excessMs, type Moment, mostUsers, usualMs } from './timeline.ts';

/** What the target did while about as many users were there. */
export interface LoadStep {
  readonly users: number;
  readonly seconds: number;
  /** Successes. */
  readonly perSecond: number;
  /** By how many milliseconds a request took longer than with few users: the median over the step's moments. */
  readonly excessMs: number;
  /** A request's time with few users, of the same operations. */
  readonly floorMs: number;
  /** In the middle of its time. */
  readonly atMs: number;
}

/** A curve has so many steps at least, and each of them so much time. */
const STEPS = 8;
const LEAST_SECONDS = 2;
/** The users have to become so many times as many. */
const LEAST_RISE = 2;

/**
 * How the target did while the users became more: steps of rising numbers of users, up to the first time that most of them were
 * there. Undefined when their number did not rise enough, or not for long enough.
 *
 * @param moments those without rounds
 */
export function loadCurve(moments: readonly Moment[]): LoadStep[] | undefined {
  const most = mostUsers(moments);
  const peak = moments.findIndex(({ users }) => users >= most * 0.99);
  const stays = moments.slice(peak).findIndex(({ users }) => users < most * 0.95);
  const rising = moments.slice(0, stays < 0 ? moments.length : peak + stays);
  const least = rising.reduce((few, { users }) => Math.min(few, users), most);
  if (rising.length < STEPS * LEAST_SECONDS || most < least * LEAST_RISE || most < 4) return undefined;
  const byUsers = rising.toSorted((a, b) => a.users - b.users || a.fromMs - b.fromMs);
  const low = byUsers.slice(0, Math.max(LEAST_SECONDS, Math.floor(byUsers.length / STEPS)));
  const floor = usualMs(low);
  const size = byUsers.length / STEPS;
  return Array.from({ length: STEPS }, (_, index) =>
    stepOf(byUsers.slice(Math.round(index * size), Math.round((index + 1) * size)), floor),
  );
}

function stepOf(moments: readonly Moment[], floor: ReadonlyMap<string, number>): LoadStep {
  const seconds = sum(moments.map(({ fromMs, toMs }) => toMs - fromMs)) / 1000;
  const known = moments.flatMap(({ operations }) => [...operations].filter(([id]) => floor.has(id)));
  const ok = sum(known.map(([, each]) => each.ok));
  return {
    users: median(moments.map(({ users }) => users)) ?? 0,
    seconds,
    perSecond: sum(moments.map((moment) => countsOf(moment).ok)) / Math.max(1, seconds),
    excessMs: median(moments.flatMap((moment) => excessMs(moment, floor) ?? [])) ?? 0,
    floorMs: sum(known.map(([id, each]) => each.ok * (floor.get(id) ?? 0))) / Math.max(1, ok),
    atMs: median(moments.map(({ fromMs, toMs }) => (fromMs + toMs) / 2)) ?? 0,
  };
}
