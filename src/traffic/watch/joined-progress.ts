import { sum } from '../../base/statistics/averages.ts';
import type { Progress } from './progress.ts';

/**
 * The state of a traffic that several processes drive, of what each said last. Counts are sums, shares are weighted by the
 * requests that they are of. A percentile of the whole cannot be told from theirs, so it is the highest of them: never
 * better than it is. What is judged comes from the slices, which lose nothing.
 *
 * @param own of the process that asks, which has the time
 */
export function joinedProgress(own: Progress, others: readonly Progress[]): Progress {
  const all = [own, ...others];
  const spent = all.flatMap((each) => (each.spent === undefined ? [] : [each.spent]));
  const invalid = all.map(({ measurer }) => measurer?.invalid).find((reason) => reason !== undefined);
  return {
    ...own,
    vus: sum(all.map(({ vus }) => vus)),
    requestsPerSecond: sum(all.map(({ requestsPerSecond }) => requestsPerSecond)),
    p95Ms: highest(all.map(({ p95Ms }) => p95Ms)),
    p95LeastMs: highest(all.map(({ p95LeastMs }) => p95LeastMs)),
    recentP95Ms: highest(all.map(({ recentP95Ms }) => recentP95Ms)),
    failedShare: weighted(all.map(({ failedShare, judgedRequests }) => [failedShare, judgedRequests])) ?? 0,
    recentFailedShare: weighted(
      all.map(({ recentFailedShare, requestsPerSecond }) => [recentFailedShare, requestsPerSecond]),
    ),
    judgedRequests: sum(all.map(({ judgedRequests }) => judgedRequests)),
    requests: sum(all.map(({ requests }) => requests)),
    ...(spent.length > 0 && {
      spent: {
        requests: sum(spent.map(({ requests }) => requests)),
        writes: sum(spent.map(({ writes }) => writes)),
      },
    }),
    ...(own.measurer !== undefined && { measurer: invalid === undefined ? {} : { invalid } }),
  };
}

function highest(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}

/**
 * The mean of what is known; null when nothing is. Processes in which nothing ended in the last second, for example since the
 * target hangs, count alike.
 */
function weighted(
  parts: readonly (readonly [value: number | null | undefined, weight: number])[],
): number | null {
  const known = parts.flatMap(([value, weight]) =>
    value === null || value === undefined ? [] : [{ value, weight }],
  );
  if (known.length === 0) return null;
  const total = sum(known.map(({ weight }) => weight));
  if (total === 0) return sum(known.map(({ value }) => value)) / known.length;
  return sum(known.map(({ value, weight }) => value * weight)) / total;
}
