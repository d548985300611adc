import type { DecodedOperation } from '../decoded-slice.ts';
import { sumFailureNotes } from '../failure-notes.ts';
import { sumOutcomes } from '../operation-figures.ts';
import type { OperationSlice } from '../slice.ts';
import { StoredHistogram } from '../stored-histogram.ts';
import { known, type MergeRules, mergedBy, total } from './merge-rules.ts';
import { mergedSeconds } from './merged-seconds.ts';

type Parts = readonly DecodedOperation[];

const RULES: MergeRules<OperationSlice, Parts> = {
  outcomes: sumOutcomes,
  successes: (parts) => mergedHistogram(parts.map(({ successes }) => successes)),
  least: (parts) => mergedBound(parts, 'successes', 'least'),
  failures: (parts) => mergedHistogram(parts.map(({ failures }) => failures)),
  leastFailures: (parts) => mergedBound(parts, 'failures', 'leastFailures'),
  ownFailures: (parts) => total(parts.map(({ ownFailures }) => ownFailures)),
  bytesReceived: (parts) => total(parts.map(({ bytesReceived }) => bytesReceived)),
  repeated: (parts) => total(parts.map(({ repeated }) => repeated)),
  waitedMs: (parts) => {
    const waits = known(parts.map(({ waitedMs }) => waitedMs));
    return waits.length === 0 ? undefined : waits.flat();
  },
  seconds: (parts) => mergedSeconds(known(parts.map(({ seconds }) => seconds))),
  statuses: (parts) => sumFailureNotes(parts).statuses,
  failedFromMs: (parts) => sumFailureNotes(parts).failedFromMs,
  failedToMs: (parts) => sumFailureNotes(parts).failedToMs,
};

/** Merges what was counted of operations, or measured on sockets, by their ids. */
export function mergedOperations(
  parts: readonly Readonly<Record<string, DecodedOperation>>[],
): Record<string, OperationSlice> {
  const entries = parts.flatMap((part) => Object.entries(part));
  const byId = Map.groupBy(entries, ([id]) => id);
  return Object.fromEntries(
    [...byId].map(([id, list]) => [
      id,
      mergedBy(
        RULES,
        list.map(([, part]) => part),
      ),
    ]),
  );
}

/**
 * Adds up histograms bucket by bucket, which gives exactly that of all their samples, and encodes it.
 *
 * @returns undefined for none
 */
export function mergedHistogram(parts: readonly (StoredHistogram | undefined)[]): string | undefined {
  const there = known(parts);
  return there.length === 0 ? undefined : StoredHistogram.sum(there).encode();
}

/** Latencies less what the measurer may have added to them; unknown when they are unknown for some of `of`. */
function mergedBound(
  parts: Parts,
  of: 'successes' | 'failures',
  bound: 'least' | 'leastFailures',
): string | undefined {
  const isUnknown = parts.some((part) => part[of] !== undefined && part[bound] === undefined);
  return isUnknown ? undefined : mergedHistogram(parts.map((part) => part[bound]));
}
