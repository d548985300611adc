import { isQuiet, type Machine, machineWords, NOT_QUIET } from '../shared/machine.ts';
import { markdownTable } from '../shared/markdown-table.ts';
import { type Comparison, TOLERANCE } from './comparison.ts';
import { TREATMENTS, type Treatment, type Trial } from './starvation/run-trial.ts';
import { type Figures, PERCENTILES } from './subjects/measured.ts';
import { type Conditions, conditionsWords } from './undelayed.ts';

/** Everything that a calibration found. */
export interface Calibration {
  readonly at: string;
  readonly seconds: number;
  readonly machine: Machine;
  /** Of the comparisons; the trials have the machine as it is. */
  readonly conditions: Conditions;
  readonly comparisons: readonly Comparison[];
  readonly trials: readonly Trial[];
}

/** Whether a trial came out as it has to: starved is invalid, left alone is valid. */
export function isTrialRight({ treatment, invalid }: Trial): boolean {
  return (invalid !== undefined) === (treatment !== 'left alone');
}

/** What is wrong, one line each; empty when the calibration passes. */
export function calibrationFaults({ comparisons, trials }: Calibration): string[] {
  return [
    ...comparisons.flatMap(({ caseName, tool, faults }) =>
      faults.map((fault) => `${caseName}, ${tool}: ${fault}`),
    ),
    ...trials
      .filter((trial) => !isTrialRight(trial))
      .map(
        ({ treatment, model, invalid, p95OffMs }) =>
          `${treatment}, ${model} model: ${invalid ?? `valid, though its p95 was ${p95OffMs.toFixed(1)} ms off`}`,
      ),
  ];
}

/** The calibration as Markdown. */
export function calibrationMarkdown(calibration: Calibration): string {
  const { at, machine, seconds, conditions, comparisons, trials } = calibration;
  const faults = calibrationFaults(calibration);
  return [
    '# Calibration',
    `Written by \`npm run calibrate\` (\`--seconds ${seconds}\`) at ${at} on ${machineWords(machine)}.`,
    ...(isQuiet(machine) ? [] : [NOT_QUIET]),
    faults.length === 0
      ? 'Everything within its bounds.'
      : `Not within its bounds:\n\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
    '## A target of known truth, and what the tools say of it',
    `Milliseconds at p50 / p95 / p97.5 / p99. The truth is the target's own log of the same measurement, by its own clock; in the open model, requests that were due while the target served nobody count from the moment they were due. Ours may be off by ${TOLERANCE.share * 100} % + ${TOLERANCE.ms} ms at p50, p95 and p99. A measurement outside is done three times and the middle one judged. autocannon as it comes has whole milliseconds and no p95; it is shown, not judged.`,
    conditionsWords(conditions),
    ...(comparisons.length === 0 ? [] : [comparisonTable(comparisons)]),
    '## A generator starved on purpose, and one left alone',
    'Each trial is a short measurement in a process of its own. A hog of 8 busy threads a core and of the same priority, or a block of the event loop for 120 of every 200 ms, has to make it invalid every time; on an idle machine it has to be valid every time. `p95 off` is by how much the figure was wrong: what an invalid run is refused for. The waiting for a core is the share of the time in which the measurer wanted one.',
    ...(trials.length === 0 ? [] : [trialTable(trials)]),
  ]
    .join('\n\n')
    .concat('\n');
}

function comparisonTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((row) => [
    row.caseName,
    row.tool,
    String(row.truth.ended),
    figuresText(row.truth.figures, row.measured.figures),
    figuresText(row.measured.figures, row.measured.figures),
    errorText(row.truth.figures, row.measured.figures),
    row.tool === 'autocannon as it comes' ? 'not judged' : row.faults.length === 0 ? 'holds' : 'OFF',
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
