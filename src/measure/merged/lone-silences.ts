import { sum } from '../../base/statistics/averages.ts';
import {
  type CountedSlice,
  lostIn,
  type Second,
  sumOf,
  type Timeline,
  timelines,
} from '../service-timelines.ts';
import type { Slice } from '../slice.ts';

/** A time in which a segment got no answer while the others got theirs. */
export interface LoneSilence {
  /** Since the traffic began, to the second. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Requests of that time that had no answer. */
  readonly lost: number;
}

/** What a silence is told by. */
export type CountedSegment = readonly (CountedSlice & Pick<Slice, 'vus'>)[];

/** A run ends after four seconds at a target that is gone, which are three whole ones at least. */
const LEAST_SECONDS = 3;
/** As for an outage; a segment with fewer users has all of them waiting. */
const LEAST_LOST = 3;
/** The clocks of segments may be a second apart, so the edges of a stall of the whole target look like answers of others. */
const OTHERS_ANSWERED_SHARE = 0.8;
const NOTHING: Second = { answered: 0, lostBy: new Map() };

/**
 * Finds the segments that lost the target for themselves: no answer of any kind for three seconds, with requests on their
 * way, while the other segments were answered. The network of that machine is gone, then, and not the target.
 *
 * Limit of validity: a balancer that gives all connections of one machine to a server that is dead looks the same.
 *
 * @param segments the slices of each
 * @returns for each segment its longest such time; undefined where there was none
 */
export function loneSilences(segments: readonly CountedSegment[]): (LoneSilence | undefined)[] {
  const timelinesOfAll = segments.map((slices) => sumOf([...timelines(slices).values()]));
  const ends = segments.map((slices) => slices.at(-1)?.toMs ?? 0);
  return segments.map((slices, index) => {
    const others = sumOf(timelinesOfAll.filter((_, each) => each !== index));
    const users = Math.max(1, ...slices.map(({ vus }) => vus));
    // A segment that waits for its last answers is alone then.
    const othersEndMs = Math.max(0, ...ends.filter((_, each) => each !== index));
    const endMs = Math.min(ends[index] ?? 0, othersEndMs);
    const [longest] = silencesOf(timelinesOfAll[index] ?? new Map(), endMs)
      .filter(({ lost }) => lost >= Math.min(LEAST_LOST, users))
      .filter((silence) => wereAnswered(others, silence))
      .toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs));
    return longest;
  });
}

/** The times between answers that are long enough, with what was lost without a reply in each. */
function silencesOf(timeline: Timeline, endMs: number): LoneSilence[] {
  const answered = [...timeline].filter(([, second]) => wasAnswered(second)).map(([at]) => at);
  const edges = [-1, ...answered.sort((a, b) => a - b), Math.floor(endMs / 1000)];
  return edges.slice(1).flatMap((to, index) => {
    const from = (edges[index] ?? 0) + 1;
    if (to - from < LEAST_SECONDS) return [];
    // What was lost in the second of the last answer was sent when the network was already gone.
    const lost = sum(
      [...timeline].filter(([at]) => at >= from - 1 && at <= to).map(([, each]) => lostIn(each)),
    );
    return [{ fromMs: from * 1000, toMs: to * 1000, lost }];
  });
}

/** Whether the target said anything in a second: an error that it answered with, such as 503, is an answer too. */
function wasAnswered({ answered, lostBy }: Second): boolean {
  return answered > 0 || [...lostBy.keys()].some((by) => /^\d+$/.test(by));
}

function wereAnswered(others: Timeline, { fromMs, toMs }: LoneSilence): boolean {
  const seconds = Array.from({ length: (toMs - fromMs) / 1000 }, (_, index) => fromMs / 1000 + index);
  const answered = seconds.filter((at) => wasAnswered(others.get(at) ?? NOTHING));
  return answered.length >= OTHERS_ANSWERED_SHARE * seconds.length;
}
