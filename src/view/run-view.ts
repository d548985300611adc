import { median } from '../base/statistics/averages.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { withoutRounds } from '../measure/judged-slices.ts';
import { LatencyHistogram } from '../measure/latency-histogram.ts';
import { figuresByOperation, figuresOverall } from '../measure/operation-figures.ts';
import { readSlices } from '../measure/slice-file.ts';
import { readRecord } from '../record/read-record.ts';
import { allBurstsOf } from '../record/round-record.ts';
import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunRecord } from '../record/run-record.ts';
import { judgedUnless, type Verdict } from '../verdict/verdict.ts';
import { overloadView } from './breaking-loads.ts';
import { evidenceView } from './evidence-view.ts';
import { countLimits, countUndecided, distrustIn, excess, notOfferedOf } from './judged-limits.ts';
import { runTrends } from './latency-trend.ts';
import { ownDelayOf } from './own-delay.ts';
import { percentileCurve } from './percentile-curve.ts';
import { slowestRequests } from './slowest-requests.ts';
import { whyBroken } from './why-broken.ts';

/** A broken limit. */
export type FailedVerdict = Verdict & { readonly kind: 'fail' };

/** Everything that reports show of a run, computed once: writers turn it into text and compute nothing. */
export type RunView = Readonly<ReturnType<typeof runView>>;

/**
 * Computes the view of a run.
 * @param slices empty when the run had no traffic, or its file is gone
 */
export function runView(measured: RunRecord, slices: readonly DecodedSlice[]) {
  // Older versions kept the verdicts of an invalid run as its figures gave them.
  const distrust = distrustIn(measured);
  const verdicts = judgedUnless(distrust, measured.verdicts);
  const record = { ...measured, verdicts };
  const alone = withoutRounds(slices);
  const byOperation = figuresByOperation(alone);
  const bursts = new Map(
    record.bursts
      .filter(({ successes }) => successes !== '')
      .map(({ operation, successes }) => [operation, LatencyHistogram.decode(successes)]),
  );
  const successes = [...byOperation].map(([id, figures]) => [id, figures.successes] as const);
  const histograms = [...successes, ...bursts];
  const failed = verdicts.filter((verdict) => verdict.kind === 'fail').sort((a, b) => excess(b) - excess(a));
  return {
    record,
    slices,
    /** Latencies outside rounds, and of the bursts of the `baseline` project. */
    trends: runTrends(figuresOverall(alone), successes, bursts),
    /** Of the bodies of all answers, those next to rounds too. */
    bytesReceived: figuresOverall(slices).bytesReceived,
    /** Percentile curves by operation, of the traffic and of those bursts. */
    curves: new Map(histograms.map(([id, histogram]) => [id, percentileCurve(histogram)])),
    counts: countLimits(verdicts),
    /** Operations, and what is measured on sockets, that the target does not offer. */
    notOffered: notOfferedOf(verdicts),
    /** Limits that need more samples than the run gave. */
    undecided: countUndecided(verdicts),
    /** Undefined when the load was normal from beginning to end, or nothing that was measured can be trusted. */
    overload:
      measured.overload === undefined || distrust !== undefined
        ? undefined
        : overloadView(measured.overload, measured.rounds),
    /** How much of the latencies may be the measurer's own delay. */
    ownDelay: ownDelayOf(record),
    /** Verdicts on all traffic together: the limits of the scenario, and those of its ramps. */
    scenarioVerdicts: verdicts.filter(({ subject }) => subject.kind === 'scenario'),
    /** Verdicts on the traffic, and on the bursts of the `baseline` project: both may judge the same operation. */
    trafficVerdicts: verdicts.filter(({ owner }) => owner.kind === 'traffic'),
    burstVerdicts: verdicts.filter(({ owner }) => owner.kind === 'burst'),
    /** The broken limits, the one furthest over its limit first. */
    failed,
    /** Why each of them is broken: sentences, the nearest cause first. Older records lack them. */
    why: new Map<Verdict, readonly string[]>(
      failed.map((verdict) => [verdict, verdict.causes ?? whyBroken(verdict, record)]),
    ),
    /** What the target's side says; undefined when nobody was asked. */
    evidence: evidenceView(record, slices),
    /** The slowest requests of each operation outside rounds, the slowest first. */
    slowest: slowestRequests(record),
    /** The median of each step over all visits of the run. */
    stepMedians: stepMedians(record),
    /** Median of the p95 of all bursts on an operation, in those of rounds too. */
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
  return record === undefined ? undefined : runView(record, readSlices(folder.place(RUN_FILES.slices)));
}

function stepMedians({ rounds }: RunRecord) {
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
function burstP95s(record: RunRecord): Map<string, number | undefined> {
  const measured = allBurstsOf(record).filter(({ p95Ms }) => p95Ms !== undefined);
  const operations = Map.groupBy(measured, ({ operation }) => operation);
  return new Map(
    [...operations].map(([operation, some]) => [operation, median(some.flatMap(({ p95Ms }) => p95Ms ?? []))]),
  );
}
