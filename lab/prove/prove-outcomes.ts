import { counted } from '../../src/base/format.ts';
import { median } from '../../src/base/statistics/averages.ts';
import type { Kept } from '../real-runs/kept-runs.ts';
import { missingRuns } from '../real-runs/runs-of-cases.ts';
import type { ProveCase } from './prove-cases.ts';
import type { Finding, ProvenRun } from './proven-run.ts';

/** A run of a case. */
export type ProveRun = Kept<ProvenRun>;

/** What the diagnosis is held to. */
export const BOUNDS = {
  /** Of the runs with a fault: so many name it. */
  foundShare: 19 / 20,
  /** The fewest runs of a fault of which that share can be said. */
  faultRuns: 20,
  /** In so many healthy runs there may be one false alarm, of all detectors together. */
  healthyRunsPerAlarm: 20,
  /** A figure may be so far from the promised truth. */
  figureShare: 0.1,
} as const;

/** Findings that are no alarms: a state says how people felt a run, and not what is wrong. */
export const NO_ALARMS = ['state'];

/** How a case came out. */
export interface Outcome {
  readonly each: ProveCase;
  readonly runs: readonly ProveRun[];
  /** Of each run the finding that was expected. */
  readonly found: readonly Finding[];
  /** What was found besides in all runs, but for what the fault explains too. */
  readonly others: readonly Finding[];
  /** Of each run in which the figure was found. */
  readonly figures: readonly { readonly found: number; readonly truth: number }[];
}

export function outcomes(cases: readonly ProveCase[], runs: readonly ProveRun[]): Outcome[] {
  return cases.map((each) =>
    outcomeOf(
      each,
      runs.filter(({ name }) => name === each.name),
    ),
  );
}

function outcomeOf(each: ProveCase, runs: readonly ProveRun[]): Outcome {
  const { expected } = each;
  const pairs = runs.map((run) => ({ run, found: expectedIn(each, run.findings) }));
  const others = pairs.flatMap(({ run, found }) =>
    run.findings.filter(
      (finding) =>
        finding !== found &&
        !NO_ALARMS.includes(finding.detector) &&
        !(expected?.may ?? []).includes(finding.detector),
    ),
  );
  const figures = pairs.flatMap(({ run, found }) => {
    const value = found?.figures.find(({ name }) => name === expected?.figure?.name)?.value;
    return value === undefined || expected?.figure === undefined
      ? []
      : [{ found: value, truth: expected.figure.truth(run) }];
  });
  return { each, runs, found: pairs.flatMap(({ found }) => found ?? []), others, figures };
}

function expectedIn({ expected }: ProveCase, findings: readonly Finding[]): Finding | undefined {
  return findings.find(
    ({ detector, subject }) =>
      expected?.detectors.includes(detector) &&
      (expected.subject === undefined || expected.subject === subject),
  );
}

export function isExact({ found, truth }: Outcome['figures'][number]): boolean {
  return Math.abs(found - truth) <= BOUNDS.figureShare * Math.abs(truth);
}

/** Whether a run came out otherwise than expected, for its folder to be kept. */
export function isOff(cases: readonly ProveCase[], run: ProveRun): boolean {
  return outcomes(cases, [run]).some(
    (outcome) =>
      faultsOf(outcome).length > 0 || (outcome.each.expected === undefined && outcome.others.length > 0),
  );
}

/** The healthy runs, and their false alarms. */
export function healthyOf(all: readonly Outcome[]): {
  readonly runs: number;
  readonly alarms: readonly Finding[];
} {
  const healthy = all.filter(({ each }) => each.expected === undefined);
  return {
    runs: healthy.reduce((sum, outcome) => sum + outcome.runs.length, 0),
    alarms: healthy.flatMap(({ others }) => others),
  };
}

/** What is out of bounds or was not measured, one line each. */
export function proveFaults(cases: readonly ProveCase[], runs: readonly ProveRun[]): string[] {
  const all = outcomes(cases, runs);
  const { runs: healthyRuns, alarms } = healthyOf(all);
  const allowed = Math.max(1, Math.floor(healthyRuns / BOUNDS.healthyRunsPerAlarm));
  return [
    ...missingRuns(cases, runs),
    ...all.flatMap((outcome) => faultsOf(outcome)),
    ...(alarms.length > allowed
      ? [
          `${alarms.length} false alarms in ${healthyRuns} healthy runs, at most ${allowed}: ${tallied(alarms.map(named))}`,
        ]
      : []),
  ];
}

/** Why these runs prove less than the bounds say, if they do. */
export function tooFew(cases: readonly ProveCase[], runs: readonly ProveRun[]): string | undefined {
  const all = outcomes(cases, runs);
  const ofFaults = all
    .filter(({ each }) => each.expected !== undefined)
    .map((outcome) => outcome.runs.length);
  const fewest = Math.min(...ofFaults);
  const { runs: healthyRuns } = healthyOf(all);
  const reasons = [
    ...(fewest < BOUNDS.faultRuns
      ? [`a fault has ${counted(fewest, 'run')}, its bound needs ${BOUNDS.faultRuns}`]
      : []),
    ...(healthyRuns < BOUNDS.healthyRunsPerAlarm
      ? [
          `${counted(healthyRuns, 'healthy run')}, the bound of false alarms needs ${BOUNDS.healthyRunsPerAlarm}`,
        ]
      : []),
  ];
  return reasons.length === 0 ? undefined : `Too few runs for a proof: ${reasons.join('; ')}.`;
}

function faultsOf({ each, runs, found, figures }: Outcome): string[] {
  const { expected } = each;
  if (expected === undefined) return [];
  const least = Math.ceil(BOUNDS.foundShare * runs.length);
  const exact = figures.filter(isExact).length;
  const leastExact = Math.ceil(BOUNDS.foundShare * found.length);
  return [
    ...(found.length < least
      ? [
          `${each.name}: ${expected.detectors.join(' or ')} found in ${found.length} of ${runs.length} runs, at least ${least}`,
        ]
      : []),
    ...(expected.figure !== undefined && exact < leastExact
      ? [
          `${each.name}: ${expected.figure.name} within ${BOUNDS.figureShare * 100} % of the truth in ${exact} of ${found.length} runs, at least ${leastExact} (${figureText(figures, expected.figure.unit)})`,
        ]
      : []),
  ];
}

export function figureText(figures: Outcome['figures'], unit: string): string {
  const [truth, found] = [
    median(figures.map((each) => each.truth)),
    median(figures.map((each) => each.found)),
  ];
  if (truth === undefined || found === undefined) return 'no figure';
  const values = figures.map((each) => each.found);
  const range = `${short(Math.min(...values))} to ${short(Math.max(...values))}`;
  return `${short(truth)} ${unit}; median ${short(found)} (${range})`;
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

export function named({ detector, subject }: Finding): string {
  return subject === undefined ? detector : `${detector} (${subject})`;
}

export function countsOf(names: readonly string[]): [string, number][] {
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, all]): [string, number] => [name, all.length])
    .sort(([, a], [, b]) => b - a);
}

export function tallied(names: readonly string[]): string {
  return countsOf(names)
    .map(([name, count]) => `${name} ${count}×`)
    .join(', ');
}
