import { median } from '../../src/base/statistics/averages.ts';
import type { Kept } from '../real-runs/kept-runs.ts';
import { boundsText, markdownList, markdownTable, resultPage } from '../shared/markdown.ts';
import type { ProveCase } from './prove-cases.ts';
import type { Finding, ProvenRun } from './proven-run.ts';

/** A run of a case. */
export type ProveRun = Kept<ProvenRun>;

/** What the diagnosis is held to. */
export const BOUNDS = {
  /** Of the runs with a fault: so many name it. */
  foundShare: 19 / 20,
  /** In so many healthy runs there may be one false alarm, of all detectors together. */
  healthyRunsPerAlarm: 20,
  /** A figure may be so far from the promised truth. */
  figureShare: 0.1,
} as const;

/** Findings that are no alarms: each healthy target has its slowest operations, and tables that are read as a whole. */
const NO_ALARMS = ['state', 'sequential scan'];

/** How a case came out. */
interface Outcome {
  readonly each: ProveCase;
  readonly runs: readonly ProveRun[];
  /** Of each run the finding that was expected. */
  readonly found: readonly Finding[];
  /** What was found besides, in all runs. */
  readonly others: readonly Finding[];
  /** Of each run in which the figure was found. */
  readonly figures: readonly { readonly found: number; readonly truth: number }[];
}

function outcomes(cases: readonly ProveCase[], runs: readonly ProveRun[]): Outcome[] {
  return cases
    .map((each) =>
      outcomeOf(
        each,
        runs.filter(({ name }) => name === each.name),
      ),
    )
    .filter((outcome) => outcome.runs.length > 0);
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

function isExact({ found, truth }: Outcome['figures'][number]): boolean {
  return Math.abs(found - truth) <= BOUNDS.figureShare * Math.abs(truth);
}

/** Whether a run came out otherwise than expected, for its folder to be kept. */
export function isOff(cases: readonly ProveCase[], run: ProveRun): boolean {
  return outcomes(cases, [run]).some(
    (outcome) =>
      faultsOf(outcome).length > 0 || (outcome.each.expected === undefined && outcome.others.length > 0),
  );
}

/** What is out of bounds, one line each. */
export function proveFaults(cases: readonly ProveCase[], runs: readonly ProveRun[]): string[] {
  const all = outcomes(cases, runs);
  const healthy = all.filter(({ each }) => each.expected === undefined);
  const alarms = healthy.flatMap(({ others }) => others);
  const healthyRuns = healthy.reduce((sum, outcome) => sum + outcome.runs.length, 0);
  const allowed = Math.ceil(healthyRuns / BOUNDS.healthyRunsPerAlarm);
  return [
    ...all.flatMap((outcome) => faultsOf(outcome)),
    ...(alarms.length > allowed
      ? [
          `${alarms.length} false alarms in ${healthyRuns} healthy runs, at most ${allowed}: ${counted(alarms.map(named))}`,
        ]
      : []),
  ];
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

/** The proof as Markdown; the machine is described as it was before the first run. */
export function proveMarkdown(cases: readonly ProveCase[], runs: readonly ProveRun[]): string {
  const [first] = runs;
  if (first === undefined) return '# Proof of the diagnosis\n\nNo run was measured.\n';
  const all = outcomes(cases, runs);
  const from = {
    command: 'npm run prove',
    options: `${runs.length} runs`,
    at: `${first.at} to ${runs.at(-1)?.at}`,
    machine: first.machine,
  };
  const alarms = all.filter(({ each }) => each.expected === undefined).flatMap(({ others }) => others);
  return resultPage('Proof of the diagnosis', from, [
    boundsText(proveFaults(cases, runs)),
    `Short runs against an embedded Desk Studio that has one of its [faults](faults.md) while the traffic lasts, or none. Each fault has to be found under its right name in ${BOUNDS.foundShare * 20} of 20 runs, with a figure that is within ${BOUNDS.figureShare * 100} % of the promised truth, and there may be one false alarm in ${BOUNDS.healthyRunsPerAlarm} healthy runs.`,
    markdownTable(
      [
        'fault',
        'traffic',
        'to be found',
        'found',
        'figure',
        'truth and what was found',
        'within 10 %',
        'found besides',
      ],
      all.map(row),
    ),
    ...(alarms.length === 0
      ? ['No healthy run had a false alarm.']
      : [
          markdownList(
            'False alarms in healthy runs:',
            [...countsOf(alarms.map(named))].map(([name, count]) => `${name}: ${count}`),
          ),
        ]),
    '## Every fault with every detector',
    'In how many runs each detector spoke. `state`: an operation was degraded or critical. `sequential scan`: the plan of the slowest statement reads a whole table.',
    detectorTable(all),
  ]);
}

function row({ each, runs, found, others, figures }: Outcome): string[] {
  const { expected } = each;
  const besides = others.length === 0 ? 'nothing' : counted(others.map(named));
  const traffic = `${each.project}, ${each.seconds} s, ${Object.entries(each.settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`;
  if (expected === undefined)
    return [each.id, traffic, 'nothing', `${runs.length} runs`, '', '', '', besides];
  const { figure } = expected;
  const subject = expected.subject === undefined ? '' : ` of ${expected.subject}`;
  return [
    each.faults === '' ? each.id : `\`${each.faults}\``,
    traffic,
    `${expected.detectors.join(' or ')}${subject}`,
    `${found.length} of ${runs.length}`,
    figure?.name ?? '',
    figure === undefined ? '' : figureText(figures, figure.unit),
    figure === undefined ? '' : `${figures.filter(isExact).length} of ${found.length}`,
    besides,
  ];
}

function figureText(figures: Outcome['figures'], unit: string): string {
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

function detectorTable(all: readonly Outcome[]): string {
  const detectors = [
    ...new Set(
      all.flatMap(({ runs }) => runs.flatMap(({ findings }) => findings.map(({ detector }) => detector))),
    ),
  ].sort();
  return markdownTable(
    ['fault', 'runs', ...detectors],
    all.map(({ each, runs }) => [
      each.id,
      String(runs.length),
      ...detectors.map((name) => {
        const count = runs.filter(({ findings }) =>
          findings.some(({ detector }) => detector === name),
        ).length;
        return count === 0 ? '' : String(count);
      }),
    ]),
  );
}

function named({ detector, subject }: Finding): string {
  return subject === undefined ? detector : `${detector} (${subject})`;
}

function countsOf(names: readonly string[]): [string, number][] {
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, all]): [string, number] => [name, all.length])
    .sort(([, a], [, b]) => b - a);
}

function counted(names: readonly string[]): string {
  return countsOf(names)
    .map(([name, count]) => `${name} ${count}×`)
    .join(', ');
}
