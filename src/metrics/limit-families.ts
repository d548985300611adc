import { scenarioRow, type Thresholds } from '../verdict/thresholds/thresholds.ts';
import type { MetricMaker } from './make-metrics.ts';
import type { MeteredOperation } from './operation-meter.ts';

export interface LimitFacts {
  readonly scenario: string;
  readonly operations: readonly MeteredOperation[];
  readonly thresholds: Thresholds;
}

/** The families of the limits, so that a dashboard draws those of the tables and not a copy of them. */
export function limitFamilies(
  { gauge }: MetricMaker,
  { scenario, operations, thresholds }: LimitFacts,
): void {
  const { p95Ms, errorRate } = scenarioRow(thresholds, scenario);
  gauge('loadtest_scenario_limit_seconds', 'Latency limit over all requests', ['statistic']).set(
    { statistic: 'p95' },
    p95Ms / 1000,
  );
  gauge('loadtest_scenario_limit_ratio', 'Limit over all requests, as a share of 1', ['statistic']).set(
    { statistic: 'error_rate' },
    errorRate,
  );
  const ofOperations = gauge('loadtest_limit_seconds', 'Latency limit of an operation, its baseline', [
    'operation',
    'service',
    'statistic',
  ]);
  for (const { id, service } of operations) {
    const row = thresholds.operations.get(id) ?? thresholds.sockets.get(id);
    if (row === undefined) continue;
    const labels = { operation: id, service };
    ofOperations.set({ ...labels, statistic: 'p95' }, row.baseline.p95Ms / 1000);
    ofOperations.set({ ...labels, statistic: 'p99' }, row.baseline.p99Ms / 1000);
  }
  const ofSteps = gauge('loadtest_journey_step_limit_seconds', "Limit of a step's median", [
    'journey',
    'step',
  ]);
  for (const { journey, steps } of thresholds.journeys.values()) {
    for (const { step, medianMs } of steps) ofSteps.set({ journey, step }, medianMs / 1000);
  }
}
