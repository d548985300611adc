import type { RouteEvidence } from '../evidence/evidence-record.ts';
import { LatencyHistogram } from '../measure/latency-histogram.ts';
import type { OperationFigures } from '../measure/operation-figures.ts';
import { operations as catalogue } from '../target/catalogue.ts';

/** How far the gateway's count may be from ours for their means to be compared: it also counts journeys and bursts. */
const COUNTS_WITHIN = 0.1;

/** A route in the gateway's own histogram next to what the users measured. */
export interface RouteRow extends RouteEvidence {
  readonly operations: readonly string[];
  /** Requests of the users that ended. */
  readonly ours: number;
  readonly ourMeanMs?: number;
  readonly ourP95Ms?: number;
  /** By how much the users' mean is longer: network and queues. Left out where both did not count the same requests. */
  readonly outsideMs?: number;
}

/** A route next to what the users measured of it; nothing when they did not request it. */
export function routeRow(
  route: RouteEvidence,
  byOperation: ReadonlyMap<string, OperationFigures>,
): RouteRow[] {
  const own = catalogue.filter(
    ({ id, method, path }) => byOperation.has(id) && method === route.method && label(path) === route.path,
  );
  if (own.length === 0) return [];
  const all = new LatencyHistogram();
  for (const { id } of own) {
    const figures = byOperation.get(id);
    if (figures !== undefined) all.add(figures.all);
  }
  const ours = all.count;
  const ourMeanMs = inMs(all.meanUs);
  const ourP95Ms = inMs(all.percentileUs(95));
  // A user cannot wait for less than the gateway works, so a lower mean is one of other requests.
  const isSame =
    Math.abs(route.count - ours) <= COUNTS_WITHIN * route.count && (ourMeanMs ?? 0) >= route.meanMs;
  return [
    {
      ...route,
      operations: own.map(({ id }) => id),
      ours,
      ...(ourMeanMs !== undefined && { ourMeanMs }),
      ...(ourP95Ms !== undefined && { ourP95Ms }),
      ...(isSame && ourMeanMs !== undefined && { outsideMs: ourMeanMs - route.meanMs }),
    },
  ];
}

function inMs(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / 1000;
}

/** The gateway's label of a route: its first four segments, ids as `:id`. */
function label(path: string): string {
  const segments = path.split('/').slice(1, 5);
  return `/${segments.map((segment) => (/^[:{]/.test(segment) ? ':id' : segment)).join('/')}`;
}
