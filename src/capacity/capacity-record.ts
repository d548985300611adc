import { formatDuration } from '../base/duration.ts';
import { counted } from '../base/format.ts';
import type { PlannedSearch } from '../traffic/plan/planned-search.ts';
import { bracketOf, latestWindows, type SearchEnd } from './next-step.ts';
import type { CapacitySearch } from './search.ts';
import { loadWords, type SearchWindow } from './search-window.ts';
import { fitScalability, type LoadPoint, type ScalabilityFit } from './usl-fit.ts';

/** What a search for the capacity came to. */
export interface CapacityRecord extends Pick<PlannedSearch, 'unit' | 'most' | 'minimum'> {
  /**
   * `unfinished`: the time, or the run, ended before. `undecided`: whether the lowest load holds the limits was not decided for
   * certain. Only `found` and `not reached` say what the target carries.
   */
  readonly kind: SearchEnd | 'unfinished' | 'undecided';
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
export function capacityRecord(search: CapacitySearch, plan: PlannedSearch): CapacityRecord {
  const { windows } = search;
  const { unit, most, minimum } = plan;
  const { high = Number.POSITIVE_INFINITY } = bracketOf(windows);
  const rising = latestWindows(windows);
  const held = rising.findLast(
    ({ kind, level, isConfirming }) =>
      kind === 'held' && level < high && (isConfirming || search.end !== 'found'),
  );
  const broken = rising.find(({ kind, level }) => kind === 'broken' && level > (held?.level ?? 0));
  const fit = fitScalability(loadPoints(windows, unit));
  const { kind, reason } = outcomeOf(search, unit);
  return {
    kind,
    unit,
    most,
    ...(minimum !== undefined && { minimum }),
    ...(held !== undefined && { level: held.level, requestsPerSecond: held.requestsPerSecond }),
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

/** Users, or by Little's law the requests that were under way on average. A load that the generator did not offer is not a point. */
function loadPoints(windows: readonly SearchWindow[], unit: PlannedSearch['unit']): LoadPoint[] {
  return windows.flatMap(({ kind, level, requestsPerSecond, meanMs }) => {
    if (kind === 'generator' || requestsPerSecond === 0 || meanMs === undefined) return [];
    const concurrency = unit === 'users' ? level : (requestsPerSecond * meanMs) / 1000;
    return [{ concurrency, requestsPerSecond }];
  });
}

function outcomeOf(
  { windows, end, endedAtMs }: CapacitySearch,
  unit: PlannedSearch['unit'],
): Pick<CapacityRecord, 'kind' | 'reason'> {
  const last = windows.at(-1);
  const load = loadWords(last?.level ?? 0, unit);
  if (end === 'generator')
    return { kind: end, reason: `the generator was the limit at ${load}: ${last?.generator ?? ''}` };
  if (end === 'nothing' && last?.kind !== 'broken')
    return {
      kind: 'undecided',
      reason: `whether all limits hold at ${load} was not decided: its last window had ${counted(last?.requests ?? 0, 'request')}`,
    };
  if (end !== undefined) return { kind: end };
  const after = counted(windows.length, 'window');
  const reason =
    endedAtMs === undefined
      ? `the search was not finished after ${after}: a longer DURATION gives it more time`
      : `the run ended after ${formatDuration(endedAtMs)}, before the search was finished (${after})`;
  return { kind: 'unfinished', reason };
}
