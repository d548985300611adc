import { spokenName } from '../base/format.ts';
import type { CapacityRecord } from '../capacity/capacity-record.ts';
import { loadWords } from '../capacity/search-window.ts';
import type { LatencyFigures } from '../record/latency-figures.ts';
import type { LoadLevel, OverloadRecord } from '../record/overload-record.ts';
import { allBurstsOf, type RoundRecord } from '../record/round-record.ts';
import type { RoundPhaseRecord, RunRecord } from '../record/run-record.ts';
import { subjectWords } from '../verdict/subject.ts';
import type { Statistic, Verdict } from '../verdict/verdict.ts';

/** A percentile, and how much of it may be the measurer's own delay. */
export interface BoundedFigure {
  /** The operation, or `all requests`, and where that is not the whole traffic: `all requests at 120 users`. */
  readonly of: string;
  readonly percentile: 'p50' | 'p95' | 'p99';
  readonly measuredMs: number;
  readonly ownMs: number;
}

/** What the figures of the whole traffic are of. */
export const ALL_REQUESTS = 'all requests';

/** Of each percentile that was measured with a bound, how much may be the measurer's. */
export function boundedFigures(of: string, latency: Omit<LatencyFigures, 'samples'>): BoundedFigure[] {
  const { p50Ms, p95Ms, p99Ms, p50LeastMs, p95LeastMs, p99LeastMs } = latency;
  return [
    ...bounded(of, 'p50', p50Ms, p50LeastMs),
    ...bounded(of, 'p95', p95Ms, p95LeastMs),
    ...bounded(of, 'p99', p99Ms, p99LeastMs),
  ];
}

/** All percentiles of requests that reports show with a bound, but those of single slices; those of the traffic first. */
export function reportedFigures(record: RunRecord): BoundedFigure[] {
  const { traffic, rounds, overload, capacity, verdicts } = record;
  return [
    ...(traffic === null ? [] : boundedFigures(ALL_REQUESTS, traffic.latency)),
    ...(traffic?.operations ?? []).flatMap(({ operation, latency }) => boundedFigures(operation, latency)),
    ...(traffic?.inRounds ?? []).flatMap((phase) => boundedFigures(besideWords(phase), phase.latency)),
    ...allBurstsOf(record).flatMap((burst) => boundedFigures(`burst on ${burst.operation}`, burst)),
    ...rounds.flatMap(besideRound),
    ...(overload === undefined ? [] : atLevels(overload)),
    ...(capacity === undefined ? [] : inWindows(capacity)),
    ...verdicts.flatMap(judged),
  ];
}

function bounded(
  of: string,
  percentile: BoundedFigure['percentile'],
  measuredMs: number | undefined,
  leastMs: number | undefined,
): BoundedFigure[] {
  if (measuredMs === undefined || leastMs === undefined) return [];
  return [{ of, percentile, measuredMs, ownMs: Math.max(0, measuredMs - leastMs) }];
}

/** Whose latencies these are, while a round measured something else. */
function besideWords({ kind, operation }: RoundPhaseRecord): string {
  if (kind === 'visits') return 'all requests next to visits';
  return `all requests next to ${kind === 'burst' ? 'bursts on' : 'removals of what rounds made with'} ${operation}`;
}

/** What the users met while a round visited its pages. */
function besideRound({ journey, number, traffic, burst }: RoundRecord): BoundedFigure[] {
  if (traffic === undefined) return [];
  const { p95Ms, p95LeastMs, operationP95Ms, operationP95LeastMs } = traffic;
  const where = `in round ${number} of ${spokenName(journey)}`;
  const operation = burst?.operation ?? 'the operation behind the journey';
  return [
    ...bounded(`all requests ${where}`, 'p95', p95Ms, p95LeastMs),
    ...bounded(`${operation} ${where}`, 'p95', operationP95Ms, operationP95LeastMs),
  ];
}

function atLevels({ levels, limits, unit }: OverloadRecord): BoundedFigure[] {
  const where = (level: LoadLevel | undefined) => (level === undefined ? '' : ` ${levelWords(level, unit)}`);
  return [
    ...levels.flatMap((level) =>
      bounded(`all requests${where(level)}`, 'p95', level.p95Ms, level.p95LeastMs),
    ),
    ...limits.flatMap(({ subject, statistic, levels: some }) =>
      !isPercentile(statistic)
        ? []
        : some.flatMap(({ figure, least }, index) =>
            bounded(`${subjectWords(subject)}${where(levels[index])}`, statistic, figure, least),
          ),
    ),
  ];
}

function inWindows({ windows, unit }: CapacityRecord): BoundedFigure[] {
  return windows.flatMap(({ level, p95Ms, p95LeastMs }) =>
    bounded(`all requests at ${loadWords(level, unit)}`, 'p95', p95Ms, p95LeastMs),
  );
}

function levelWords({ kind, to }: LoadLevel, unit: OverloadRecord['unit']): string {
  if (kind === 'normal') return 'at normal load';
  return kind === 'recovering' ? 'in the recovery' : `at up to ${loadWords(to, unit)}`;
}

/** The figure that a limit of the traffic was held against: it may leave out ramps, or a part of the load. */
function judged(verdict: Verdict): BoundedFigure[] {
  const { owner, subject, statistic } = verdict;
  if (owner.kind !== 'traffic' || verdict.kind === 'not offered' || !isPercentile(statistic)) return [];
  const of = subject.kind === 'scenario' ? 'all requests' : subjectWords(subject);
  return bounded(`${of}, where judged`, statistic, verdict.figure, verdict.least);
}

function isPercentile(statistic: Statistic): statistic is 'p95' | 'p99' {
  return statistic === 'p95' || statistic === 'p99';
}
