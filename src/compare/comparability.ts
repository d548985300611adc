import { formatDuration } from '../base/duration.ts';
import type { CapacityRecord } from '../capacity/capacity-record.ts';
import { intervalWords } from '../capacity/capacity-words.ts';
import { measuredWith } from '../record/measured-with.ts';
import type { RunRecord } from '../record/run-record.ts';
import { ownLimitWords } from '../verdict/thresholds/own-limits.ts';

/** Looks at everything besides the target's speed that would make two runs differ. */
export function comparability(base: RunRecord, other: RunRecord) {
  const refusals: string[] = [];
  const caveats: string[] = [];
  const check = (into: string[], what: string, ofBase: unknown, ofOther: unknown, right: string) => {
    if (ofBase === ofOther) return;
    into.push(`${what}: ${ofBase ?? 'none'} against ${ofOther ?? 'none'}; ${right}`);
  };
  if (base.runId === other.runId) refusals.push(`run: ${base.runId} against itself; right would be two runs`);
  check(refusals, 'version of the record', base.version, other.version, 'right would be the same');
  check(refusals, 'scenario', base.scenario, other.scenario, 'right would be the same');
  check(refusals, 'environment', base.environment, other.environment, 'right would be the same');
  check(refusals, 'virtual users', base.vus, other.vus, 'right would be the same load');
  const [baseRate, otherRate] = [base.ratePerSecond, other.ratePerSecond];
  check(refusals, 'arrivals per second', baseRate, otherRate, 'right would be the same load');
  if (base.capacity !== undefined || other.capacity !== undefined) refusals.push(searchWords(base, other));
  const ofOthers = measuredWith(other);
  for (const [what, ofBase] of measuredWith(base)) {
    const ofOther = ofOthers.get(what);
    // Records of earlier versions do not say all of it.
    if (ofOther !== undefined)
      check(refusals, what, ofBase, ofOther, 'right would be the same: with another one the figures differ');
  }
  for (const { runId, outcome, reasons } of [base, other]) {
    // A run that decided no limit has figures all the same, each with its interval.
    if (outcome === 'pass' || outcome === 'fail' || outcome === 'nothing decided') continue;
    refusals.push(
      outcome === 'segment'
        ? `${runId} is one of several segments: compare the run that \`npm run merge\` makes of them`
        : `${runId} is ${outcome === 'invalid' ? 'invalid' : 'not complete'}: ${reasons[0]?.text ?? outcome}`,
    );
  }
  const length = ({ plannedDurationMs }: RunRecord) => formatDuration(plannedDurationMs);
  check(caveats, 'duration', length(base), length(other), 'stages of another length warm up in another way');
  check(caveats, 'operations', base.operations, other.operations, 'another mix is another load');
  check(caveats, 'target', base.baseUrl, other.baseUrl, 'the machines differ, not only the versions');
  const [baseFaults, otherFaults] = [base.facts?.sandboxFaults, other.facts?.sandboxFaults];
  check(caveats, 'faults of the embedded Desk Studio', baseFaults, otherFaults, 'they were set on purpose');
  const limits = ({ environmentLimits = [] }: RunRecord) =>
    environmentLimits.map(ownLimitWords).join(', ') || 'those of the tables';
  check(
    caveats,
    'limits of the environment',
    limits(base),
    limits(other),
    'figures are compared, not verdicts',
  );
  if (base.sandbox !== other.sandbox) caveats.push('target: one of them was the embedded Desk Studio');
  return {
    /** Why they may not be compared, one line each; empty when they may. */
    refusals,
    caveats,
  };
}

/**
 * Whether two runs were asked to do the same, so that the one is the earlier run of the other. Two searches for the capacity are
 * that, although their latencies are not compared: of them the comparison tells the capacities.
 */
export function isOfOneKind(base: RunRecord, other: RunRecord): boolean {
  const isSearch = ({ capacity }: RunRecord) => capacity !== undefined;
  if (isSearch(base) !== isSearch(other)) return false;
  return comparability(withoutSearch(base), withoutSearch(other)).refusals.length === 0;
}

function withoutSearch({ capacity: _, ...others }: RunRecord): RunRecord {
  return others;
}

/** Why a run with a search is not compared, and what to look at: both capacities with their intervals, if both searches found one. */
function searchWords(base: RunRecord, other: RunRecord): string {
  const why =
    'search for the capacity: a search decides its own load, so its latencies are those of other loads';
  if (base.capacity === undefined || other.capacity === undefined)
    return `${why}; right would be two runs of the same load`;
  const [before, now] = [base.capacity, other.capacity].map(knownCapacity);
  if (before === undefined || now === undefined)
    return `${why}; right would be to compare the capacities, but not both searches found one`;
  return `${why}; compare the capacities: before ${before}, now ${now}`;
}

/** Where the capacity lies, in words; undefined where the search did not come to one. */
function knownCapacity(capacity: CapacityRecord): string | undefined {
  const isKnown = capacity.kind === 'found' || capacity.kind === 'not reached';
  return isKnown && capacity.level !== undefined ? intervalWords(capacity) : undefined;
}
