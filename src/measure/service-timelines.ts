import { sum } from '../base/statistics/averages.ts';
import type { OperationSlice, Slice } from './slice.ts';

/** A request that waited less than this at the end was just on its way. */
const ON_ITS_WAY_MS = 1_000;

/** What the requests of one second came to. */
export interface Second {
  answered: number;
  readonly lostBy: Map<string, number>;
}

/** Only seconds of which something is known. */
export type Timeline = Map<number, Second>;

/** What is counted of a slice, decoded or not. */
export interface CountedSlice extends Pick<Slice, 'toMs' | 'services'> {
  readonly operations: Readonly<Record<string, Pick<OperationSlice, 'waitedMs'>>>;
}

/** What each service answered and lost, second by second, over all slices. */
export function timelines(slices: readonly CountedSlice[]): ReadonlyMap<string, Timeline> {
  const services = new Map<string, Timeline>();
  const secondOf = (service: string, second: number) => {
    const timeline: Timeline = services.get(service) ?? new Map();
    services.set(service, timeline);
    return secondIn(timeline, second);
  };
  for (const { toMs, operations, services: counted = {} } of slices) {
    for (const [service, { fromSecond, answered, lost = [] }] of Object.entries(counted)) {
      for (const [index, count] of answered.entries())
        if (count > 0) secondOf(service, fromSecond + index).answered += count;
      for (const { second, by, count } of lost) addLost(secondOf(service, second), by, count);
    }
    for (const [id, { waitedMs = [] }] of Object.entries(operations)) {
      const service = id.slice(0, id.indexOf('.'));
      for (const ms of waitedMs.filter((each) => each >= ON_ITS_WAY_MS))
        addLost(secondOf(service, Math.floor((toMs - ms) / 1000)), 'unfinished', 1);
    }
  }
  return services;
}

/** All services as one. */
export function sumOf(services: readonly Timeline[]): Timeline {
  const whole: Timeline = new Map();
  for (const [at, { answered, lostBy }] of services.flatMap((timeline) => [...timeline])) {
    const second = secondIn(whole, at);
    second.answered += answered;
    for (const [by, count] of lostBy) addLost(second, by, count);
  }
  return whole;
}

function secondIn(timeline: Timeline, at: number): Second {
  const second = timeline.get(at) ?? { answered: 0, lostBy: new Map() };
  timeline.set(at, second);
  return second;
}

/** Adds lost requests to a second. */
export function addLost({ lostBy }: Second, by: string, count: number): void {
  lostBy.set(by, (lostBy.get(by) ?? 0) + count);
}

/** How many requests of a second were lost. */
export function lostIn({ lostBy }: Second): number {
  return sum([...lostBy.values()]);
}
