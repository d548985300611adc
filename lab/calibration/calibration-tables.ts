import type { Machine } from '../shared/machine.ts';
import { boundsText, markdownTable, resultPage } from '../shared/markdown.ts';
import { type Comparison, SHOWN_ONLY, TOLERANCE } from './comparison.ts';
import { TREATMENTS, type Treatment, type Trial } from './starvation/run-trial.ts';
import { type Figures, PERCENTILES } from './subjects/measured.ts';
import { type Conditions, conditionsText } from './undelayed.ts';

/** The complete result of a calibration. */
export interface Calibration {
  readonly at: string;
  readonly seconds: number;
  readonly machine: Machine;
  /** Of the comparisons. The trials change nothing on the machine. */
  readonly conditions: Conditions;
  readonly comparisons: readonly Comparison[];
  readonly trials: readonly Trial[];
}

/** Whether a trial came out as it has to: invalid when starved, valid when left alone. */
export function isTrialRight({ treatment, invalid }: Trial): boolean {
  return (invalid !== undefined) === (treatment !== 'left alone');
}

/** What is out of bounds, one line each. */
export function calibrationFaults({ comparisons, trials }: Calibration): string[] {
  return [
    ...comparisons.flatMap(({ caseName, tool, faults }) =>
      faults.map((fault) => `${caseName}, ${tool}: ${fault}`),
    ),
    ...trials
      .filter((trial) => !isTrialRight(trial))
      .map(
        ({ treatment, model, invalid, p95OffMs }) =>
          `${treatment}, ${model} model: ${invalid ?? `valid, although its p95 was off by ${p95OffMs.toFixed(1)} ms`}`,
      ),
  ];
}

/** The calibration as Markdown. */
export function calibrationMarkdown(calibration: Calibration): string {
  const { at, machine, seconds, conditions, comparisons, trials } = calibration;
  const options = `--seconds ${seconds}`;
  return resultPage('Calibration', { command: 'npm run calibrate', options, at, machine }, [
    boundsText(calibrationFaults(calibration)),
    '## Reported latencies against a target with known latencies',
    `Milliseconds at p50 / p95 / p97.5 / p99. The truth is the target's own log of the same measurement, on its own clock. In the open model, a request that was due while the target served nobody counts from its due time. Our tools may be off by ${TOLERANCE.share * 100} % + ${TOLERANCE.ms} ms at p50, p95 and p99. A measurement outside that is repeated twice, and the middle one of the three is judged. autocannon with its defaults reports whole milliseconds and no p95; it is shown for comparison and not judged.`,
    conditionsText(conditions),
    ...(comparisons.length === 0 ? [] : [comparisonTable(comparisons)]),
    '## Starved generators, and generators left alone',
    'Each trial is a short measurement in a separate process. A starved one has to become invalid every time: either 8 busy threads per core compete with it at the same priority, or its event loop is blocked for 120 of every 200 ms. A trial on an idle machine has to be valid every time. `p95 off` is the error that makes an invalid run worthless. Waiting for a core is a share of the time in which the measurer wanted one.',
    ...(trials.length === 0 ? [] : [trialTable(trials)]),
  ]);
}

function comparisonTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((row) => [
    row.caseName,
    row.tool,
    String(row.truth.ended),
    figuresText(row.truth.figures, row.measured.figures),
    figuresText(row.measured.figures, row.measured.figures),
    errorText(row.truth.figures, row.measured.figures),
    row.tool === SHOWN_ONLY ? 'not judged' : row.faults.length === 0 ? 'holds' : 'OFF',
    String(row.measurements) + (row.disturbed === 0 ? '' : ` (and ${row.disturbed} disturbed)`),
  ]);
  return markdownTable(
    ['case', 'tool', 'requests', 'truth', 'measured', 'error', 'verdict', 'measured times'],
    rows,
  );
}

function figuresText(figures: Figures, had: Figures): string {
  return PERCENTILES.map((percentile) =>
    had[percentile] === undefined ? '-' : (figures[percentile]?.toFixed(2) ?? '-'),
  ).join(' / ');
}

function errorText(truth: Figures, measured: Figures): string {
  return PERCENTILES.map((percentile) => {
    const [right, found] = [truth[percentile], measured[percentile]];
    if (right === undefined || found === undefined) return '-';
    return `${found < right ? '-' : '+'}${Math.abs(found - right).toFixed(2)}`;
  }).join(' / ');
}

function trialTable(trials: readonly Trial[]): string {
  const groups = TREATMENTS.flatMap((treatment) =>
    (['closed', 'open'] as const).map((model) => ({ treatment, model })),
  );
  const rows = groups.flatMap(({ treatment, model }) => {
    const group = trials.filter((trial) => trial.treatment === treatment && trial.model === model);
    return group.length === 0 ? [] : [trialRow(treatment, model, group)];
  });
  return markdownTable(
    [
      'generator',
      'model',
      'trials',
      'invalid',
      'p95 off, ms',
      'event-loop delay p99, ms',
      'waiting for a core',
    ],
    rows,
  );
}

function trialRow(treatment: Treatment, model: string, group: readonly Trial[]): string[] {
  const range = (of: (trial: Trial) => number, digits: number, unit = '') => {
    const values = group.map(of);
    return `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}${unit}`;
  };
  return [
    treatment,
    model,
    String(group.length),
    String(group.filter(({ invalid }) => invalid !== undefined).length),
    range(({ p95OffMs }) => p95OffMs, 1),
    range(({ eventLoopDelayP99Ms }) => eventLoopDelayP99Ms, 1),
    range(({ coreWaitShare }) => coreWaitShare * 100, 0, ' %'),
  ];
}
