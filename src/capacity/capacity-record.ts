import type { PlannedSearch } from '../traffic/plan/planned-search.ts';
import { bracketOf, type SearchEnd } from './next-step.ts';
import type { CapacitySearch } from './search.ts';
import { loadWords, type SearchWindow } from './search-window.ts';
import { fitScalability, type LoadPoint, type ScalabilityFit } from './usl-fit.ts';

/** What a search for the capacity came to. */
export interface CapacityRecord extends Pick<PlannedSearch, 'unit' | 'most' | 'minimum'> {
  /** `unfinished`: the time, or the run, ended before. Only `found` and `not reached` say what the target carries. */
  readonly kind: SearchEnd | 'unfinished';
  /** The highest load that held all limits, confirmed where it was found. Left out when none held. */
  readonly level?: number;
  /** The lowest load above it that broke a limit for certain; left out when none did. The capacity is between the two. */
  readonly brokenAt?: number;
  /** Limits that broke there, in words. */
  readonly brokenBy?: readonly string[];
  /** Requests per second at `level`. */
  readonly requestsPerSecond?: number;
  /** Why there is no capacity; left out when there is one. */
  readonly reason?: string;
  /** In their order. */
  readonly windows: readonly SearchWindow[];
  /** Left out when too few loads were measured. */
  readonly fit?: ScalabilityFit;
}

/** The record of a search that has seen all its slices. */
export function capacityRecord({ windows, end }: CapacitySearch, plan: PlannedSearch): CapacityRecord {
  const { unit, most, minimum } = plan;
  const { low } = bracketOf(windows);
  const broken = lowestBroken(windows, low?.level ?? 0);
  const fit = fitScalability(loadPoints(windows, unit));
  const reason = reasonOf(end, windows, unit);
  return {
    kind: end ?? 'unfinished',
    unit,
    most,
    ...(minimum !== undefined && { minimum }),
    ...(low !== undefined && { level: low.level, requestsPerSecond: low.requestsPerSecond }),
    ...(broken !== undefined && { brokenAt: broken.level, brokenBy: broken.brokenBy ?? [] }),
    ...(reason !== undefined && { reason }),
    windows: [...windows],
    ...(fit !== undefined && { fit }),
  };
}

/** The window that a run with a search is judged by: that of its result. */
export function decisiveWindow({ windows, kind, level }: CapacityRecord): SearchWindow | undefined {
  if (kind === 'nothing') return windows.findLast((window) => window.kind === 'broken');
  return windows.findLast((window) => window.level === level && window.kind === 'held');
}

function lowestBroken(windows: readonly SearchWindow[], above: number): SearchWindow | undefined {
  const latest = new Map(windows.map((window) => [window.level, window]));
  const broken = [...latest.values()].filter(({ kind, level }) => kind === 'broken' && level > above);
  return broken.reduce<SearchWindow | undefined>(
    (lowest, each) => (lowest === undefined || each.level < lowest.level ? each : lowest),
    undefined,
  );
}

/** Users, or by Little's law the requests that were under way on average. What the generator did not offer is no point. */
function loadPoints(windows: readonly SearchWindow[], unit: PlannedSearch['unit']): LoadPoint[] {
  return windows.flatMap(({ kind, level, requestsPerSecond, meanMs }) => {
    if (kind === 'generator' || requestsPerSecond === 0 || meanMs === undefined) return [];
    const concurrency = unit === 'users' ? level : (requestsPerSecond * meanMs) / 1000;
    return [{ concurrency, requestsPerSecond }];
  });
}

function reasonOf(
  end: SearchEnd | undefined,
  windows: readonly SearchWindow[],
  unit: PlannedSearch['unit'],
): string | undefined {
  const last = windows.at(-1);
  if (end === 'generator')
    return `the generator was the limit at ${loadWords(last?.level ?? 0, unit)}: ${last?.generator ?? ''}`;
  if (end !== undefined) return undefined;
  return `the search was not finished after ${windows.length} windows: a longer DURATION gives it more time`;
}
