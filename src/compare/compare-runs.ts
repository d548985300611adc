import { normalQuantile } from '../base/statistics/quantiles.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { RunRecord } from '../record/run-record.ts';
import { subjectWords } from '../verdict/subject.ts';
import { blocksOf } from './blocks.ts';
import { burstCandidates, unlikeBursts } from './burst-candidates.ts';
import { type Candidate, isBounded, type LogDifference, unbounded } from './candidate.ts';
import { comparability } from './comparability.ts';
import type { CommonMovement, ComparedOutcome, Comparison, ComparisonRow } from './comparison.ts';
import { judgeChange } from './judge-change.ts';
import { operationCandidates } from './operation-candidates.ts';
import { type Moved, movementOf } from './run-to-run.ts';
import { slowerScripts } from './slower-scripts.ts';
import { stepCandidates } from './step-candidates.ts';

/**
 * Probability that all intervals of a comparison hold at once. It is kept with room to spare, since what is uncertain
 * is taken at its worse end: of 20 comparisons of a target with itself hardly one has a single row that is wrong.
 */
const FAMILY_CONFIDENCE = 0.95;

/** A machine as a whole drifts more than one operation against the others: one standard deviation from run to run. */
const MACHINE_DEVIATION = 0.03;

/** A run as it is compared: its record, and the slices with the histograms. */
export interface MeasuredRun {
  readonly record: RunRecord;
  readonly slices: readonly DecodedSlice[];
}

/**
 * Compares two runs of the same scenario: operations in the traffic (or the bursts of a baseline) and journey steps.
 * Deterministic. An operation has changed when its interval is on one side of zero, and stays there when what all
 * operations moved together is taken off.
 */
export function compareRuns(base: MeasuredRun, other: MeasuredRun): Comparison {
  const [baseRunId, otherRunId] = [base.record.runId, other.record.runId];
  const { refusals, caveats } = comparability(base.record, other.record);
  if (refusals.length > 0) return { kind: 'refused', baseRunId, otherRunId, reasons: refusals };
  const candidates = [
    ...operationCandidates(blocksOf(base.slices), blocksOf(other.slices)),
    ...burstCandidates(base.record.bursts, other.record.bursts),
    ...stepCandidates(base.record.rounds, other.record.rounds),
  ];
  const leftOut = unlikeBursts(base.record.bursts, other.record.bursts);
  if (candidates.length === 0) {
    const none = 'figures: the two runs have none in common; right would be at least one operation or step';
    return { kind: 'refused', baseRunId, otherRunId, reasons: [none, ...leftOut] };
  }
  const { rows, together, stepsTogether } = judgeAll(candidates);
  const scripts = slowerScripts(base.record.rounds, other.record.rounds, rows);
  return {
    kind: 'compared',
    baseRunId,
    otherRunId,
    confidence: FAMILY_CONFIDENCE,
    outcomes: { base: outcomeOf(base.record), other: outcomeOf(other.record) },
    caveats: [...caveats, ...leftOut],
    rows,
    ...(together !== undefined && { together }),
    ...(stepsTogether !== undefined && { stepsTogether }),
    ...(scripts !== undefined && { scripts }),
  };
}

function outcomeOf({ outcome, verdicts }: RunRecord): ComparedOutcome {
  const broken = verdicts.filter(({ failsTheRun }) => failsTheRun);
  const names = broken.map(({ subject, statistic }) => `${subjectWords(subject)} ${statistic}`);
  return { outcome, broken: [...new Set(names)] };
}

function judgeAll(candidates: readonly Candidate[]): {
  rows: ComparisonRow[];
  together: CommonMovement | undefined;
  stepsTogether: CommonMovement | undefined;
} {
  // Rows that can't be bounded even so are not comparisons, so the others need not pay for them.
  const bounded = new Set(
    candidates.filter((candidate) => isBounded(candidate.differenceAt(missedBy(candidates.length)))),
  );
  const twoSided = missedBy(bounded.size);
  const z = normalQuantile(1 - twoSided / 2);
  const differences = new Map(
    candidates.map((candidate) => [
      candidate,
      bounded.has(candidate) ? candidate.differenceAt(twoSided) : unbounded(candidate),
    ]),
  );
  const moved = [...differences].map(([candidate, difference]) => movedBy(candidate, difference, z));
  const rows = [...differences].map(([candidate, difference]) =>
    judgeChange(candidate, difference, othersOf(candidate, moved), z),
  );
  const [steps, others] = [moved.filter(isStep), moved.filter((each) => !isStep(each))];
  return {
    rows,
    together: commonMovement(others.filter(({ candidate }) => candidate.statistic === 'p50')),
    stepsTogether: commonMovement(steps),
  };
}

/** Bonferroni: with each of so many intervals missing in its share of the cases, all of them hold together. */
function missedBy(intervals: number): number {
  return (1 - FAMILY_CONFIDENCE) / Math.max(1, intervals);
}

function movedBy(candidate: Candidate, difference: LogDifference, z: number): Moved {
  const { log, below, above } = difference;
  return {
    candidate,
    log,
    error: isBounded(difference) ? (below + above) / 2 / z : Number.POSITIVE_INFINITY,
  };
}

/** The same figure of the other operations; their medians where too few have it. All requests are compared with all operations. */
function othersOf({ kind, subject, statistic }: Candidate, moved: readonly Moved[]) {
  const others = moved.filter(
    ({ candidate }) =>
      candidate.kind === (kind === 'traffic' ? 'operation' : kind) && candidate.subject !== subject,
  );
  const ofStatistic = (wanted: string) =>
    movementOf(others.filter((each) => each.candidate.statistic === wanted));
  return ofStatistic(statistic) ?? ofStatistic('p50');
}

function isStep({ candidate }: Moved): boolean {
  return candidate.kind === 'step';
}

/** How these figures moved together; undefined when they are too few to tell. */
function commonMovement(moved: readonly Moved[]): CommonMovement | undefined {
  const movement = movementOf(moved);
  if (movement === undefined) return undefined;
  const z = normalQuantile(1 - (1 - FAMILY_CONFIDENCE) / 2);
  const half = z * Math.sqrt(movement.error ** 2 + 2 * MACHINE_DEVIATION ** 2);
  const [lower, upper] = [movement.log - half, movement.log + half];
  return {
    change: Math.expm1(movement.log),
    interval: { lower: Math.expm1(lower), upper: Math.expm1(upper) },
    verdict: lower > 0 ? 'regressed' : upper < 0 ? 'improved' : 'not distinguishable',
    operations: movement.count,
  };
}
