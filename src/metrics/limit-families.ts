import { type JudgedPhase, phaseAt } from '../traffic/plan/judged-phases.ts';
import { scenarioRow, type Thresholds } from '../verdict/thresholds/thresholds.ts';
import type { MetricMaker } from './make-metrics.ts';
import type { MeteredOperation } from './operation-meter.ts';

export interface LimitFacts {
  readonly scenario: string;
  readonly operations: readonly MeteredOperation[];
  readonly thresholds: Thresholds;
  readonly phases: readonly JudgedPhase[];
}

/** The families of the limits, so that a dashboard draws those of the tables and not a copy of them. */
export function limitFamilies(maker: MetricMaker, { scenario, operations, thresholds, phases }: LimitFacts) {
  const { gauge } = maker;
  const { p95Ms, errorRate } = scenarioRow(thresholds, scenario);
  const ofScenario = gauge('loadtest_scenario_limit_seconds', 'Latency limit over all requests', 'statistic');
  ofScenario.set({ statistic: 'p95' }, p95Ms / 1000);
  const shareHelp = 'Limit over all requests, as a share of 1';
  const ofShare = gauge('loadtest_scenario_limit_ratio', shareHelp, 'statistic');
  ofShare.set({ statistic: 'error_rate' }, errorRate);
  const operationHelp = 'Latency limit of an operation, its baseline';
  const ofOperations = gauge('loadtest_limit_seconds', operationHelp, 'operation', 'service', 'statistic');
  for (const { id, service } of operations) {
    const row = thresholds.operations.get(id) ?? thresholds.sockets.get(id);
    if (row === undefined) continue;
    const labels = { operation: id, service };
    const { p95Ms: p95, p99Ms: p99 } = row.baseline;
    for (const [statistic, ms] of Object.entries({ p95, p99 }))
      ofOperations.set({ ...labels, statistic }, ms / 1000);
  }
  const stepName = 'loadtest_journey_step_limit_seconds';
  const ofSteps = gauge(stepName, "Limit of a step's median", 'journey', 'step');
  for (const { journey, steps } of thresholds.journeys.values()) {
    for (const { step, medianMs } of steps) ofSteps.set({ journey, step }, medianMs / 1000);
  }
  return judgedFamily(maker, phases);
}

/** Says which limits judge what is measured. Returns what says it for a moment of the run. */
function judgedFamily({ gauge }: MetricMaker, phases: readonly JudgedPhase[]): (elapsedMs: number) => void {
  const help =
    '1 while the limits judge what is measured: `scenario` its own, over all requests; `normal_load` those of operations and steps';
  const judged = gauge('loadtest_limits_judged', help, 'limits');
  const judgedAt = (elapsedMs: number) => {
    const phase = phaseAt(phases, elapsedMs);
    judged.set({ limits: 'scenario' }, phase?.ownLimits.latencies === false ? 0 : 1);
    judged.set({ limits: 'normal_load' }, phase === undefined || phase.load === 'normal' ? 1 : 0);
  };
  judgedAt(0);
  return judgedAt;
}
