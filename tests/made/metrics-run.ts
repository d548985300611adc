import { type RunFacts, type RunMetrics, runMetrics } from '../../src/metrics/run-metrics.ts';
import { loadTables } from '../../src/record/load-tables.ts';

/** A small run: two operations and one measure on sockets. */
export const metricFacts: RunFacts = {
  testId: '2026-11-24T00-00-00-load-abcd',
  scenario: 'load',
  environment: 'staging',
  maxVus: 100,
  plannedDurationMs: 600_000,
  phases: [],
  thresholds: loadTables(),
  operations: [
    { id: 'deals.list', service: 'deals' },
    { id: 'auth.login', service: 'auth' },
  ],
  socketMeasures: [{ id: 'messaging.ping', service: 'messaging' }],
  serviceOf: (operation) => operation.split('.')[0] ?? '',
};

/** Metrics of such a run. */
export function metricsInTest(facts: Partial<RunFacts> = {}): RunMetrics {
  return runMetrics({ ...metricFacts, ...facts });
}

/** One line of the text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads the text format back. */
export function samplesIn(text: string): Sample[] {
  return [...text.matchAll(/^([a-z_]+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
    name,
    labels: Object.fromEntries(
      [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', text = '']) => [key, text]),
    ),
    value: Number(value),
  }));
}

/** The sum of the samples of a name with these labels; undefined when there are none. */
export function sampleValue(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}
