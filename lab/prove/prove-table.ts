import { counted } from '../../src/base/format.ts';
import { PATTERN_KINDS } from '../../src/diagnosis/pattern.ts';
import { boundsText, markdownList, markdownTable, resultPage } from '../shared/markdown.ts';
import type { ProveCase } from './prove-cases.ts';
import {
  BOUNDS,
  countsOf,
  figureText,
  healthyOf,
  isExact,
  NO_ALARMS,
  named,
  type Outcome,
  outcomes,
  type ProveRun,
  proveFaults,
  tallied,
  tooFew,
} from './prove-outcomes.ts';
import { SEQUENTIAL_SCAN } from './proven-run.ts';

/** The proof as Markdown; the machine is described as it was before the first run. */
export function proveMarkdown(cases: readonly ProveCase[], runs: readonly ProveRun[]): string {
  const [first] = runs;
  if (first === undefined) return '# Proof of the diagnosis\n\nNo run was measured.\n';
  const all = outcomes(cases, runs).filter((outcome) => outcome.runs.length > 0);
  const from = {
    command: 'npm run prove',
    options: [
      counted(runs.length, 'run'),
      `${[...new Set(runs.map(({ atOnce }) => atOnce))].sort().join(' or ')} at a time`,
      `commit ${[...new Set(runs.map(({ commit = 'not known' }) => commit))].join(', ')}`,
    ].join(', '),
    at: `${first.at} to ${runs.at(-1)?.at}`,
    machine: first.machine,
  };
  const { runs: healthyRuns, alarms } = healthyOf(all);
  const faults = proveFaults(cases, runs);
  const few = tooFew(cases, runs);
  const silent = [...PATTERN_KINDS, SEQUENTIAL_SCAN, ...NO_ALARMS].filter(
    (name) => !runs.some(({ findings }) => findings.some(({ detector }) => detector === name)),
  );
  return resultPage('Proof of the diagnosis', from, [
    ...(few === undefined ? [] : [few]),
    ...(few === undefined || faults.length > 0 ? [boundsText(faults)] : ['Nothing is out of bounds so far.']),
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
      ? [healthyRuns === 0 ? 'No healthy run was measured.' : 'No healthy run had a false alarm.']
      : [
          markdownList(
            'False alarms in healthy runs:',
            [...countsOf(alarms.map(named))].map(([name, count]) => `${name}: ${count}`),
          ),
        ]),
    '## Every fault with every detector',
    'In how many runs each detector spoke. `state`: an operation was degraded or critical. `sequential scan`: the plan of the slowest statement that has one reads a whole table of more than 1,000 rows, and hardly any of them are wanted.',
    detectorTable(all),
    ...(silent.length === 0 ? [] : [`Detectors that spoke in no run: ${silent.join(', ')}.`]),
  ]);
}

function row({ each, runs, found, others, figures }: Outcome): string[] {
  const { expected } = each;
  const besides = others.length === 0 ? 'nothing' : tallied(others.map(named));
  const traffic = `${each.project}, ${each.seconds} s, ${Object.entries(each.settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`;
  if (expected === undefined)
    return [each.id, traffic, 'nothing', counted(runs.length, 'run'), '', '', '', besides];
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
