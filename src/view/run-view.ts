import { median } from '../base/statistics/averages.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { LatencyHistogram } from '../measure/latency-histogram.ts';
import { figuresByOperation, figuresOverall, type OperationFigures } from '../measure/operation-figures.ts';
import { readSlices } from '../measure/slice-file.ts';
import { readRecord } from '../record/read-record.ts';
import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { Verdict } from '../verdict/verdict.ts';
import {
  countLimits,
  countUndecided,
  excess,
  type LimitCounts,
  type UndecidedLimits,
} from './judged-limits.ts';
import { type PercentileCurve, percentileCurve } from './percentile-curve.ts';
import { whyBroken } from './why-broken.ts';

/** A broken limit. */
export type FailedVerdict = Verdict & { readonly kind: 'fail' };

/** The median of a step over all visits of a run. */
export interface StepMedian {
  readonly journey: string;
  readonly step: string;
  readonly medianMs: number | undefined;
}

/** Everything that reports show of a run, computed once: writers turn it into text and compute nothing. */
export interface RunView {
  readonly record: RunRecord;
  /** Empty when the run had no traffic, or its file is gone. */
  readonly slices: readonly DecodedSlice[];
  /** Sums over all slices; undefined without slices. */
  readonly sums:
    | {
        readonly overall: OperationFigures;
        /** By id of the operation or of what was measured on sockets. */
        readonly byOperation: ReadonlyMap<string, OperationFigures>;
      }
    | undefined;
  /** Histograms of the successes of the bursts of the `baseline` project, by operation; only where one succeeded. */
  readonly bursts: ReadonlyMap<string, LatencyHistogram>;
  /** Percentile curves by operation, of the traffic and of those bursts. */
  readonly curves: ReadonlyMap<string, PercentileCurve>;
  readonly counts: LimitCounts;
  /** Limits that need more samples than the run gave. */
  readonly undecided: UndecidedLimits;
  /** Verdicts on all traffic together: the limits of the scenario, and those of its ramps. */
  readonly scenarioVerdicts: readonly Verdict[];
  /** Verdicts on the traffic, and on the bursts of the `baseline` project: both may judge the same operation. */
  readonly trafficVerdicts: readonly Verdict[];
  readonly burstVerdicts: readonly Verdict[];
  /** The broken limits, the one furthest over its limit first. */
  readonly failed: readonly FailedVerdict[];
  /** Why each of them is broken: sentences, the nearest cause first. */
  readonly why: ReadonlyMap<Verdict, readonly string[]>;
  readonly stepMedians: readonly StepMedian[];
  /** Median of the p95 of all bursts on an operation, in those of rounds too. */
  readonly burstP95Ms: ReadonlyMap<string, number | undefined>;
}

/** Computes the view of a run. */
export function runView(record: RunRecord, slices: readonly DecodedSlice[]): RunView {
  const sums =
    slices.length === 0
      ? undefined
      : { overall: figuresOverall(slices), byOperation: figuresByOperation(slices) };
  const bursts = new Map(
    record.bursts.flatMap(({ operation, successes }) =>
      successes === '' ? [] : [[operation, LatencyHistogram.decode(successes)] as const],
    ),
  );
  const { verdicts } = record;
  const failed = verdicts.filter((verdict) => verdict.kind === 'fail').sort((a, b) => excess(b) - excess(a));
  return {
    record,
    slices,
    sums,
    bursts,
    curves: new Map([
      ...[...(sums?.byOperation ?? [])].map(
        ([id, { successes }]) => [id, percentileCurve(successes)] as const,
      ),
      ...[...bursts].map(([id, histogram]) => [id, percentileCurve(histogram)] as const),
    ]),
    counts: countLimits(verdicts),
    undecided: countUndecided(verdicts),
    scenarioVerdicts: verdicts.filter(({ subject }) => subject.kind === 'scenario'),
    trafficVerdicts: verdicts.filter(({ owner }) => owner.kind === 'traffic'),
    burstVerdicts: verdicts.filter(({ owner }) => owner.kind === 'burst'),
    failed,
    why: new Map(failed.map((verdict) => [verdict, whyBroken(verdict, record)])),
    stepMedians: stepMedians(record),
    burstP95Ms: burstP95s(record),
  };
}

/**
 * The view of the run in a folder.
 *
 * @returns undefined when the run left no record
 * @throws SuiteError when the record is of a version that is not known
 */
export function readRunView(folder: RunFolder): RunView | undefined {
  const record = readRecord(folder);
  return record === undefined ? undefined : runView(record, readSlices(folder.file(RUN_FILES.slices)));
}

function stepMedians({ rounds }: RunRecord): StepMedian[] {
  const journeys = Map.groupBy(rounds, ({ journey }) => journey);
  return [...journeys].flatMap(([journey, some]) => {
    const steps = Map.groupBy(
      some.flatMap((round) => round.steps),
      ({ step }) => step,
    );
    return [...steps].map(([step, records]) => ({
      journey,
      step,
      medianMs: median(records.flatMap(({ visitsMs }) => visitsMs)),
    }));
  });
}

/** The bursts of the rounds and those of the baseline: a run has the ones or the others. */
function burstP95s({ rounds, bursts }: RunRecord): Map<string, number | undefined> {
  const measured = [...bursts, ...rounds.flatMap((round) => round.burst ?? [])].filter(
    ({ p95Ms }) => p95Ms !== undefined,
  );
  const operations = Map.groupBy(measured, ({ operation }) => operation);
  return new Map(
    [...operations].map(([operation, some]) => [operation, median(some.flatMap(({ p95Ms }) => p95Ms ?? []))]),
  );
}
