import type { RouteEvidence } from '../evidence/evidence-record.ts';
import { LatencyHistogram } from '../measure/latency-histogram.ts';
import type { OperationFigures } from '../measure/operation-figures.ts';
import { operations as catalogue } from '../target/catalogue.ts';

/** A route in the gateway's own histogram next to what the users measured. */
export interface RouteRow extends RouteEvidence {
  readonly operations: readonly string[];
  /** Requests of the users that ended. */
  readonly ours: number;
  readonly ourMeanMs?: number;
  readonly ourP95Ms?: number;
  /** The same, each request less what the measurer itself may have added; left out where that is not known of all. */
  readonly ourP95LeastMs?: number;
  /**
   * By how much the users' mean is longer. Left out where the counts differ, be it by one: the gateway also counts
   * journeys, bursts, preparation and clean-up, and a single slow request of theirs moves a mean.
   */
  readonly outsideMs?: number;
  /** How much of the users' mean may be the measurer's own delay; left out where that is not known. */
  readonly ownMeanMs?: number;
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
  const [all, least] = [new LatencyHistogram(), new LatencyHistogram()];
  const measured = own.flatMap(({ id }) => byOperation.get(id) ?? []);
  for (const figures of measured) {
    all.add(figures.all);
    least.add(figures.allLeast);
  }
  const ours = all.count;
  const ourMeanMs = inMs(all.meanUs);
  const ourP95Ms = inMs(all.percentileUs(95));
  // A user cannot wait for less than the gateway works, so a lower mean is one of other requests.
  const isSame = route.count === ours && (ourMeanMs ?? 0) >= route.meanMs;
  const isBounded = measured.every((each) => each.isBounded);
  const leastMeanMs = isBounded ? inMs(least.meanUs) : undefined;
  const ourP95LeastMs = isBounded ? inMs(least.percentileUs(95)) : undefined;
  return [
    {
      ...route,
      operations: own.map(({ id }) => id),
      ours,
      ...(ourMeanMs !== undefined && { ourMeanMs }),
      ...(ourP95Ms !== undefined && { ourP95Ms }),
      ...(ourP95LeastMs !== undefined && { ourP95LeastMs }),
      ...(isSame && ourMeanMs !== undefined && { outsideMs: ourMeanMs - route.meanMs }),
      ...(ourMeanMs !== undefined &&
        leastMeanMs !== undefined && { ownMeanMs: Math.max(0, ourMeanMs - leastMeanMs) }),
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
