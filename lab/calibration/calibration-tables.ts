import type { Machine } from '../shared/machine.ts';
import { boundsText, markdownTable, resultSection } from '../shared/markdown.ts';
import {
  type Comparison,
  isClose,
  isWithinStated,
  SHOWN_ONLY,
  type StatedFigure,
  statedFigures,
  WIDTH,
} from './comparison.ts';
import { TREATMENTS, type Treatment, type Trial, trialFaults } from './starvation/run-trial.ts';
import { type Figures, type Measured, PERCENTILES } from './subjects/measured.ts';
import { TOLERANCE } from './tolerance.ts';
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

/** What is out of bounds, one line each. */
export function calibrationFaults({ comparisons, trials }: Calibration): string[] {
  return [
    ...comparisons.flatMap(({ caseName, tool, faults }) =>
      faults.map((fault) => `${caseName}, ${tool}: ${fault}`),
    ),
    ...trials.flatMap((trial) =>
      trialFaults(trial).map((fault) => `${trial.treatment}, ${trial.model} model: ${fault}`),
    ),
  ];
}

/** The calibration in the lab as Markdown. */
export function calibrationMarkdown(calibration: Calibration): string {
  const { at, machine, seconds, conditions, comparisons, trials } = calibration;
  const options = `--part lab --seconds ${seconds}`;
  const tolerance = `${TOLERANCE.share * 100} % + ${TOLERANCE.ms} ms`;
  const width = `${WIDTH.share * 100} % + ${WIDTH.ms} ms`;
  return resultSection('In the lab', { command: 'npm run calibrate', options, at, machine }, [
    boundsText(calibrationFaults(calibration)),
    '### Reported latencies against a target with known latencies',
    `Milliseconds at p50 / p95 / p97.5 / p99. The truth is the target's own log of the same measurement, on its own clock. In the open model, a request that was due while the target served nobody counts from its due time. The bound is what our tools state themselves: a figure contains at most so much of their own delay. At p50, p95 and p99 the truth has to lie between the figure less its bound and the figure, to ${tolerance}, and the bound may be ${width} wide at most. A measurement outside that is repeated twice, and the middle one of the three is judged. autocannon with its defaults reports whole milliseconds, no p95 and no bound; it is shown for comparison and not judged.`,
    closeText(comparisons, tolerance),
    conditionsText(conditions),
    ...(comparisons.length === 0 ? [] : [comparisonTable(comparisons)]),
    '### Starved generators, and generators left alone',
    `Each trial is a short measurement in a separate process, of a target that answers in 20 ms and is not starved itself. Either 8 busy threads per core compete with the generator at the same priority, or its event loop is blocked for 120 of every 200 ms, or it is left alone. Each trial has to measure p50 and p95 and to count the target's requests, but for those that it cut at its end. The truth has to lie within the stated bound in every trial, to ${tolerance}; the bound of one that is left alone may be ${width} wide at most. Waiting for a core is a share of the time in which the measurer wanted one.`,
    ...(trials.length === 0 ? [] : [trialTable(trials)]),
  ]);
}

/** How many figures are right without their bound. */
function closeText(comparisons: readonly Comparison[], tolerance: string): string {
  const figures = comparisons
    .filter(({ tool }) => tool !== SHOWN_ONLY)
    .flatMap(({ truth, measured }) => statedFigures(truth, measured));
  const [close, within] = [figures.filter(isClose).length, figures.filter(isWithinStated).length];
  return `${close} of ${figures.length} figures are within ${tolerance} of the truth. What the others are off by is the measurer's own delay, and stated: the truth lies within the bound of ${within} of ${figures.length}.`;
}

function comparisonTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((row) => [
    row.caseName,
    row.tool,
    String(row.truth.ended),
    figuresText(row.truth.figures, row.measured.figures),
    figuresText(row.measured.figures, row.measured.figures),
    errorText(row.truth.figures, row.measured.figures),
    boundOf(row.measured),
    row.tool === SHOWN_ONLY ? 'not judged' : row.faults.length === 0 ? 'holds' : 'OFF',
    String(row.measurements),
  ]);
  return markdownTable(
    ['case', 'tool', 'requests', 'truth', 'measured', 'error', 'bound', 'verdict', 'measured times'],
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

/** How much of each figure is the measurer's own delay at most. */
function boundOf({ figures, least }: Measured): string {
  if (least === undefined) return 'none';
  return PERCENTILES.map((percentile) => {
    const [figure, lowest] = [figures[percentile], least[percentile]];
    return figure === undefined || lowest === undefined ? '-' : (figure - lowest).toFixed(2);
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
      'truth within the bound',
      'p95 off, ms',
      'bound at p95, ms',
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
  const figures = group.flatMap((trial) => trial.figures);
  const p95 = (of: (figure: StatedFigure) => number) => (trial: Trial) => {
    const found = trial.figures.find(({ percentile }) => percentile === 95);
    return found === undefined ? Number.NaN : of(found);
  };
  return [
    treatment,
    model,
    String(group.length),
    `${figures.filter(isWithinStated).length} of ${figures.length} figures`,
    range(
      p95(({ measuredMs, truthMs }) => measuredMs - truthMs),
      2,
    ),
    range(
      p95(({ measuredMs, leastMs }) => measuredMs - leastMs),
      2,
    ),
    range(({ eventLoopDelayP99Ms }) => eventLoopDelayP99Ms, 1),
    range(({ coreWaitShare }) => coreWaitShare * 100, 0, ' %'),
  ];
}
