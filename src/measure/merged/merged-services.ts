import { type Timeline, timelines } from '../service-timelines.ts';
import type { LostRequests, ServiceSlice } from '../slice.ts';
import { type MergeRules, mergedBy } from './merge-rules.ts';

/** From the seconds of a service. */
const RULES: MergeRules<ServiceSlice, Timeline> = {
  fromSecond: (timeline) => answeredSeconds(timeline).from,
  answered: (timeline) => {
    const { from, to } = answeredSeconds(timeline);
    return Array.from({ length: to - from }, (_, index) => timeline.get(from + index)?.answered ?? 0);
  },
  lost: (timeline) => {
    const lost = [...timeline].flatMap(([second, { lostBy }]) =>
      [...lostBy].map(([by, count]): Required<LostRequests> => ({ second, by, count })),
    );
    return lost.length === 0 ? undefined : lost.toSorted((a, b) => a.second - b.second);
  },
};

/** Merges what was counted by service. Parts may share seconds. */
export function mergedServices(
  parts: readonly Readonly<Record<string, ServiceSlice>>[],
): Record<string, ServiceSlice> {
  const counted = timelines(parts.map((services) => ({ toMs: 0, operations: {}, services })));
  return Object.fromEntries([...counted].map(([service, timeline]) => [service, mergedBy(RULES, timeline)]));
}

/** From the first second with an answer to the one after the last; both 0 without any, as in a slice. */
function answeredSeconds(timeline: Timeline): { readonly from: number; readonly to: number } {
  const seconds = [...timeline].flatMap(([second, { answered }]) => (answered > 0 ? [second] : []));
  return seconds.length === 0
    ? { from: 0, to: 0 }
    : { from: Math.min(...seconds), to: Math.max(...seconds) + 1 };
}
