import { sum } from '../base/statistics/averages.ts';
import type { OperationFigures } from '../measure/operation-figures.ts';
import { failureKinds, isNoAnswer } from '../measure/outcome.ts';
import { judgeLatencyRow } from './judge-latency-row.ts';
import { hangingMs, judgePercentile, type SampleDoubts } from './judge-percentile.ts';
import { judgeShare } from './judge-share.ts';
import { scenarioRow, type Thresholds } from './thresholds/thresholds.ts';
import { type Judgement, type Limit, type LimitColumn, limitOf, type Statistic } from './verdict.ts';

/** What was measured while the load was normal, or at one level of an overload. */
export interface LoadFigures {
  readonly scenario: string;
  /** Over the plateaus without rounds; over the ramps where there are no plateaus, as in stress. */
  readonly overall: OperationFigures;
  /**
   * As `overall`, and while rounds visited pages: what failed is held against the limits of errors and availability. Its waits are
   * all that there were when the run ended.
   */
  readonly errors: OperationFigures;
  readonly byOperation: ReadonlyMap<string, OperationFigures>;
  /** Operations that the target does not offer, with the reason. */
  readonly notOffered: ReadonlyMap<string, string>;
}

/** What was measured where the scenario's own limits are judged: in all of a run, or in its overload. */
export interface ScenarioFigures extends Pick<LoadFigures, 'scenario' | 'overall' | 'errors'> {
  /** Over the ramps without rounds; undefined where there are none, or nothing but ramps. */
  readonly ramps: OperationFigures | undefined;
  /** As `ramps`, and while rounds visited pages. */
  readonly rampErrors: OperationFigures;
}

/** Holds a run against the scenario's own limits: all of it, or its overload where it has one. */
export function judgeScenario(
  { scenario, overall, errors, ramps, rampErrors }: ScenarioFigures,
  thresholds: Thresholds,
): Judgement[] {
  const row = scenarioRow(thresholds, scenario);
  const limit = (statistic: Statistic, column: LimitColumn, value: number) =>
    limitOf({ kind: 'scenario', scenario }, statistic, column, value);
  const ofRamps =
    ramps === undefined
      ? []
      : [
          judgePercentile(ramps.all, 95, limit('p95', 'ramp', row.p95Ms), doubtsOfAll(ramps)),
          judgeErrors(rampErrors, limit('errorRate', 'ramp', row.errorRate)),
        ];
  return [
    judgePercentile(overall.all, 95, limit('p95', 'scenario', row.p95Ms), doubtsOfAll(overall)),
    judgeErrors(errors, limit('errorRate', 'scenario', row.errorRate)),
    ...ofRamps,
  ];
}

/** Holds what was measured under normal load against every other limit: all are evaluated, in the tables' order. */
export function judgeNormalLoad(figures: LoadFigures, thresholds: Thresholds): Judgement[] {
  return [...judgeWhole(figures, thresholds), ...judgeRows(figures, thresholds)];
}

/** Judges the error rates that the scenario's own does not cover, and the availability: over all requests together. */
function judgeWhole({ scenario, overall, errors }: LoadFigures, thresholds: Thresholds): Judgement[] {
  const { baseline, sla } = thresholds.global;
  const subject = { kind: 'scenario', scenario } as const;
  const ended = errors.sent - errors.unfinished;
  const answered = ended - noAnswer(errors);
  // Nobody waits longer for a product that is there than the tables allow any of its requests.
  const { p95Ms, overload } = scenarioRow(thresholds, scenario);
  const mostMs = Math.max(p95Ms, baseline.p99Ms);
  const { length: unanswered } = hangingMs(errors.waitedMs, mostMs, overall.all);
  return [
    // The error rate of such a scenario is one for overload, even if a run with fewer users never gets there.
    ...(overload !== undefined
      ? [judgeErrors(errors, limitOf(subject, 'errorRate', 'baseline', baseline.errorRate))]
      : []),
    judgeErrors(errors, limitOf(subject, 'errorRate', 'sla', sla.errorRate)),
    judgeShare(
      answered,
      ended + unanswered,
      limitOf(subject, 'availability', 'baseline', baseline.availability),
      Math.min(errors.ownFailures, noAnswer(errors)),
    ),
  ];
}

function doubtsOfAll({ waitedMs, isBounded, allLeast }: OperationFigures): SampleDoubts {
  return { waitedMs, least: isBounded ? allLeast : undefined };
}

/** Judges the share that failed. What the measurer itself may have caused fails no target. */
function judgeErrors({ failed, sent, unfinished, ownFailures }: OperationFigures, limit: Limit): Judgement {
  return judgeShare(failed, sent - unfinished, limit, ownFailures);
}

/** Requests that got no answer, or a server's error: those for which the product was not there. */
function noAnswer({ outcomes }: OperationFigures): number {
  return sum(failureKinds(outcomes).map(({ kind, count }) => (isNoAnswer(kind) ? count : 0)));
}

/** Judges each operation and each measure on sockets by its row; of the latter also the share that failed. */
function judgeRows({ byOperation, notOffered }: LoadFigures, thresholds: Thresholds): Judgement[] {
  const operations = [...thresholds.operations.values()].map((row) => ({
    ...row,
    subject: { kind: 'operation', id: row.operation } as const,
  }));
  const sockets = [...thresholds.sockets.values()].map((row) => ({
    ...row,
    subject: { kind: 'socket', id: row.measure } as const,
  }));
  return [...operations, ...sockets].flatMap((row): Judgement[] => {
    const figures = byOperation.get(row.subject.id);
    const reason = notOffered.get(row.subject.id);
    if (figures === undefined && reason === undefined) return [];
    const latencies = judgeLatencyRow(row, thresholds.global, figures?.successes, {
      reason: reason ?? '',
      waitedMs: figures?.waitedMs ?? [],
      least: figures?.isBounded === true ? figures.least : undefined,
    });
    if (!('measure' in row)) return latencies;
    const limit = limitOf(row.subject, 'errorRate', 'baseline', row.baseline.errorRate);
    if (figures === undefined) return [...latencies, { kind: 'not offered', ...limit, reason: reason ?? '' }];
    return [...latencies, judgeErrors(figures, limit)];
  });
}
