import { type DecodedSlice, decodeSlice } from '../../src/measure/decoded-slice.ts';
import { LatencyHistogram } from '../../src/measure/latency-histogram.ts';
import type { Slice } from '../../src/measure/slice.ts';
import { loadTables } from '../../src/record/load-tables.ts';
import { newSearch } from '../../src/run/judge-search.ts';
import { seededFaker } from '../../src/target/request-data/seeded-faker.ts';
import type { PlannedSearch } from '../../src/traffic/plan/planned-search.ts';
import { CALM, madeSlice } from './slices.ts';

/** A target whose capacity is arithmetic: requests wait for one of a few places, and each takes the same time there. */
export interface SearchedTarget {
  readonly requestsPerSecond: number;
  readonly serviceMs: number;
  /** Between the requests of a user of the closed model. */
  readonly thinkMs: number;
  /** What becomes of a slice, e.g. to disturb it. */
  readonly different?: (slice: Slice, number: number) => Partial<Slice>;
}

/** Latencies vary from 0.6 to 1.4 times the time of the queue, evenly. */
const [LEAST_FACTOR, MOST_FACTOR] = [0.6, 1.4];
/** Where 95 % of them are below. */
const P95_FACTOR = LEAST_FACTOR + 0.95 * (MOST_FACTOR - LEAST_FACTOR);

/** The users at which the p95 reaches a limit: requests then take that time in all, and users share the throughput. */
export function usersAtLimit({ requestsPerSecond, thinkMs }: SearchedTarget, p95Ms: number): number {
  return (requestsPerSecond * (thinkMs + p95Ms / P95_FACTOR)) / 1000;
}

/** What the scenario plans without any setting. */
export const SEARCH: PlannedSearch = {
  unit: 'users',
  start: 31,
  least: 1,
  most: 500,
  step: 1,
  settleMs: 5_000,
  windowMs: 5_000,
  confirmMs: 30_000,
  mostMs: 900_000,
};

const tables = loadTables();

/** Lets a search look for the capacity of such a target, to its end. */
export function searched(target: SearchedTarget, plan: PlannedSearch = SEARCH, seed = 1) {
  const search = newSearch({ scenario: 'capacity' }, plan, tables);
  const { number } = seededFaker(seed);
  const slices: DecodedSlice[] = [];
  let [atMs, backlog] = [0, 0];
  while (!search.isOver && atMs < plan.mostMs) {
    const phase = search.phases.at(-1);
    const toMs = Math.min(phase?.endMs ?? 0, atMs + 10_000);
    const seconds = (toMs - atMs) / 1000;
    const { requests, waitMs } = served(target, plan.unit, search.level, seconds, backlog);
    const begun = plan.unit === 'users' ? requests : search.level * seconds;
    backlog = Math.max(0, backlog + begun - requests);
    const latencies = new LatencyHistogram();
    for (let index = 0; index < requests; index += 1)
      latencies.record(waitMs * number.float({ min: LEAST_FACTOR, max: MOST_FACTOR }) * 1000);
    const encoded = latencies.encode();
    const made = madeSlice(
      slices.length,
      { 'any.any': { outcomes: { ok: requests }, successes: encoded, least: encoded, bytesReceived: 0 } },
      { fromMs: atMs, toMs, phase: phase?.kind ?? 'ramp', begun, health: CALM },
    );
    const slice = decodeSlice({ ...made, ...target.different?.(made, slices.length) });
    slices.push(slice);
    search.closed(slice);
    atMs = toMs;
  }
  return { search, slices };
}

function served(
  { requestsPerSecond: most, serviceMs, thinkMs }: SearchedTarget,
  unit: PlannedSearch['unit'],
  level: number,
  seconds: number,
  backlog: number,
): { requests: number; waitMs: number } {
  if (unit === 'users') {
    const waitMs = Math.max(serviceMs, (level / most) * 1000 - thinkMs);
    return { requests: Math.round((level * 1000 * seconds) / (thinkMs + waitMs)), waitMs };
  }
  const arrived = level * seconds + backlog;
  const requests = Math.round(Math.min(arrived, most * seconds));
  return { requests, waitMs: serviceMs + ((backlog + Math.max(0, arrived - requests)) / 2 / most) * 1000 };
}
