import { formatDuration } from '../base/duration.ts';
import { sum } from '../base/statistics/averages.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { withoutRounds } from '../measure/judged-slices.ts';
import { figuresOverall } from '../measure/operation-figures.ts';
import { wilsonInterval } from '../verdict/judge-share.ts';
import type { ScalingTriggers } from '../verdict/thresholds/thresholds.ts';

/** Something of the target's processes over time, as a share of what they may use: 1 is all of it. */
export interface UsageSeries {
  readonly name: string;
  readonly of: 'cpu' | 'memory';
  /** In the order of time; `atMs` is since the traffic began. */
  readonly points: readonly { readonly atMs: number; readonly share: number }[];
}

/** What became of one of the guide's triggers for more instances. */
export interface ScalingTrigger {
  readonly trigger: 'p95' | 'cpu' | 'memory' | 'errors';
  /** In milliseconds for the p95, else a share. The figure has to be above it. */
  readonly limit: number;
  /** `not known`: nothing was measured that could tell. */
  readonly kind: 'reached' | 'not reached' | 'not known';
  /** What a run needs for that; left out where it is known. */
  readonly needs?: string;
  /** The highest sustained figure, without the measurer's own delay; left out where it is not known. */
  readonly figure?: number;
  /** Where it was reached first, in milliseconds since the traffic began. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Whose figure it is, where there are several. */
  readonly subject?: string;
}

/**
 * Holds a run against the guide's triggers for more instances. A figure counts only where it was sustained: over each
 * stretch of slices that is as long as the table says. Time with rounds does not count, and of latencies and failures the
 * measurer's own share is taken off.
 *
 * @param usage processor and memory of the target, where somebody measured them
 */
export function scalingTriggers(
  slices: readonly DecodedSlice[],
  usage: readonly UsageSeries[],
  { p95Ms, errorRate, cpuShare, memoryShare, sustainedSeconds }: ScalingTriggers,
): ScalingTrigger[] {
  const sustainedMs = sustainedSeconds * 1000;
  const stretches = stretchesOf(withoutRounds(slices), sustainedMs);
  const time = formatDuration(sustainedMs);
  const ofTraffic = `${time} of traffic without rounds, with requests in each slice`;
  const ofPods = `pods with limits (KUBE_NAMESPACE), sampled for ${time}`;
  const found: ScalingTrigger[] = [
    { trigger: 'p95', limit: p95Ms, ...highest(stretches, p95Of, p95Ms) },
    ofUsage('cpu', cpuShare, usage, sustainedMs),
    ofUsage('memory', memoryShare, usage, sustainedMs),
    { trigger: 'errors', limit: errorRate, ...highest(stretches, errorsOf, errorRate) },
  ];
  return found.map((each) => {
    const needs = each.trigger === 'cpu' || each.trigger === 'memory' ? ofPods : ofTraffic;
    return each.kind === 'not known' ? { ...each, needs } : each;
  });
}

type Stretch = readonly [DecodedSlice, ...DecodedSlice[]];
type Result = Pick<ScalingTrigger, 'kind' | 'figure' | 'fromMs' | 'toMs'>;

/** From each slice on, as many as are needed for the length. They follow each other but for rounds in between. */
function stretchesOf(slices: readonly DecodedSlice[], lengthMs: number): Stretch[] {
  return slices.flatMap((first, index): Stretch[] => {
    let [reachedMs, count] = [0, 0];
    const rest = slices.slice(index);
    while (reachedMs < lengthMs && count < rest.length) {
      const next = rest[count];
      reachedMs += next === undefined ? 0 : next.toMs - next.fromMs;
      count += 1;
    }
    // A timer may be early by a fraction of a millisecond.
    return reachedMs < lengthMs - 1 ? [] : [[first, ...rest.slice(1, count)]];
  });
}

function highest(
  stretches: readonly Stretch[],
  figureOf: (stretch: Stretch) => number | undefined,
  limit: number,
): Result {
  const figures = stretches.flatMap((stretch) => {
    const figure = figureOf(stretch);
    return figure === undefined ? [] : [{ figure, stretch }];
  });
  if (figures.length === 0) return { kind: 'not known' };
  const first = figures.find(({ figure }) => figure > limit);
  const figure = Math.max(...figures.map((each) => each.figure));
  if (first === undefined) return { kind: 'not reached', figure };
  const { stretch } = first;
  return { kind: 'reached', figure, fromMs: stretch[0].fromMs, toMs: (stretch.at(-1) ?? stretch[0]).toMs };
}

/** What the p95 never fell below: pooled, a few slow seconds would be the p95 of the whole stretch. */
function p95Of(stretch: Stretch): number | undefined {
  const each = stretch.map((slice) => figuresOverall([slice]).allLeast.percentileUs(95));
  const known = each.flatMap((us) => us ?? []);
  return known.length < each.length ? undefined : Math.min(...known) / 1000;
}

/** The lower end of the interval, so that a single failure among few requests reaches no limit. */
function errorsOf(stretch: Stretch): number | undefined {
  const { sent, unfinished, failed, ownFailures } = figuresOverall(stretch);
  const ended = sent - unfinished;
  return ended === 0 ? undefined : wilsonInterval(Math.max(0, failed - ownFailures), ended).lower;
}

/** The process that used the most decides. A sample stands for the time until the next one. */
function ofUsage(
  of: 'cpu' | 'memory',
  limit: number,
  usage: readonly UsageSeries[],
  sustainedMs: number,
): ScalingTrigger {
  const results = usage.flatMap((series) => {
    const sustained = sustainedShare(series, sustainedMs);
    return series.of === of && sustained !== undefined ? [{ ...sustained, subject: series.name }] : [];
  });
  const [most] = results.sort((a, b) => b.figure - a.figure);
  if (most === undefined) return { trigger: of, limit, kind: 'not known' };
  const { fromMs, toMs, ...rest } = most;
  return most.figure > limit
    ? { trigger: of, limit, kind: 'reached', ...rest, fromMs, toMs }
    : { trigger: of, limit, kind: 'not reached', ...rest };
}

/** The highest mean over a stretch of the length; undefined when the samples do not last so long. */
function sustainedShare({ points }: UsageSeries, sustainedMs: number) {
  const stretches = points.flatMap((first, index) => {
    const last = points.findIndex(({ atMs }) => atMs - first.atMs >= sustainedMs);
    if (last < 0) return [];
    const within = points.slice(index, last + 1);
    const figure = sum(within.map(({ share }) => share)) / within.length;
    return [{ figure, fromMs: first.atMs, toMs: points[last]?.atMs ?? first.atMs }];
  });
  return stretches.sort((a, b) => b.figure - a.figure)[0];
}
