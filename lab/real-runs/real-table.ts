import { median, sum } from '../../src/base/statistics/averages.ts';
import { TOLERANCE } from '../calibration/tolerance.ts';
import { boundsText, markdownTable, resultSection } from '../shared/markdown.ts';
import {
  ALL_OPERATIONS,
  type ComparedFigure,
  isInside,
  PERCENTILES,
  type Percentile,
} from './compare-with-truth.ts';
import { QUIET, STARVED, TWO_BUSY } from './conditions.ts';
import type { KeptRun, RealCase } from './kept-runs.ts';

/** What the bound of a real run is held to. */
const HELD_TO = {
  /** The least share of figures whose truth lies within the bound. */
  inside: 0.99,
  /** The largest median width at p95 on a quiet machine: a share of the figure, plus milliseconds. */
  width: { percentile: 95, share: 0.2, ms: 1 },
} as const;

/** A proxy that was late by more than this at p99 is no truth for a target that answers in milliseconds. */
const LATE_PROXY_MS = 3;

/** The real runs of the calibration: whole smokes with journeys and bursts under each condition. */
export function calibrationRuns(runs: number): RealCase[] {
  return [QUIET, TWO_BUSY, STARVED].map((condition) => ({
    name: `smoke, ${condition.name}`,
    condition,
    project: 'smoke',
    runs,
  }));
}

interface Group {
  readonly condition: string;
  readonly runs: readonly KeptRun[];
}

/** What is out of bounds in real runs, one line each; those that were never done are `missingRuns`. */
export function realFaults(runs: readonly KeptRun[]): string[] {
  return groupsOf(runs).flatMap(({ condition, runs: group }) => {
    const figures = figuresOf(group, 'everything');
    const outside = (['everything', 'judged'] as const).flatMap((which) => {
      const found = figuresOf(group, which);
      const what = which === 'judged' ? ' without rounds' : '';
      if (found.length === 0) return [`${condition}: no figure${what} could be held against the truth`];
      const share = insideShare(found);
      return share < HELD_TO.inside
        ? [
            `${condition}: the truth lies within the bound in ${percent(share)} of ${found.length} figures${what}`,
          ]
        : [];
    });
    const { percentile, share: wide, ms } = HELD_TO.width;
    const width = medianWidth(figures.filter((figure) => figure.percentile === percentile));
    return [
      ...outside,
      ...(condition === QUIET.name && width > 1
        ? [
            `${condition}: the median width at p${percentile} is ${width.toFixed(2)} times ${wide * 100} % + ${ms} ms`,
          ]
        : []),
      ...group.flatMap((run) => ofRun(run).map((fault) => `${condition}, run of ${run.at}: ${fault}`)),
    ];
  });
}

/** What is wrong with one run, one line each: it says nothing without a p95 over all of its requests. */
function ofRun(run: KeptRun): string[] {
  const { mismatches, outcome, reasons } = run;
  if (overallP95Ms(run) !== undefined) return [...mismatches];
  const because = reasons[0] === undefined ? '' : ` (${reasons[0]})`;
  return [`no p95 of ${ALL_OPERATIONS}, outcome ${outcome}${because}`, ...mismatches];
}

function overallP95Ms({ everything }: KeptRun): number | undefined {
  return everything.find(({ operation, percentile }) => operation === ALL_OPERATIONS && percentile === 95)
    ?.measuredMs;
}

/**
 * The real runs as a section of Markdown; the machine is described as it was before the first one.
 *
 * @param faults what is out of bounds or was not measured, one line each
 */
export function realPage(runs: readonly KeptRun[], faults: readonly string[]): string {
  const groups = groupsOf(runs);
  const [first] = runs;
  if (first === undefined) return '## In real runs\n\nNo run was measured.\n';
  const { inside, width } = HELD_TO;
  const counts = groups.map(({ condition, runs: group }) => `${group.length} ${condition}`).join(', ');
  const from = {
    command: 'npm run calibrate',
    options: `--part real: ${counts}`,
    at: `${first.at} to ${runs.at(-1)?.at}`,
    machine: first.machine,
  };
  return resultSection('In real runs', from, [
    boundsText(faults),
    `Whole smokes, with their journeys and bursts, against the embedded Desk Studio on the same machine. A proxy between them records each request: from its first byte at the proxy until the reply's last byte was handed to the socket. That is the truth; it leaves out what the suite's own process adds. A figure is a percentile of one operation, or of the whole traffic, in one run, over the whole plateau with its rounds, and again over the slices without a round, which limits are held against. The run states a bound with it: from the least figure (each latency less what the measurer may have added) to the measured one. The truth has to lie within the bound, to ${TOLERANCE.share * 100} % + ${TOLERANCE.ms} ms, in at least ${inside * 100} % of all figures under each condition, of either kind. On the quiet machine half of the bounds at p${width.percentile} have to be at most ${width.share * 100} % + ${width.ms} ms wide.`,
    'Each busy thread has a scheduler session to itself. With eight per core the suite does not raise its priority (most accounts may not), so each thread gets the same share of a core as the measurer.',
    'What this does not show: another machine, a target on other machines, and time that the network card or a hypervisor takes. The proxy counts from when its process read a request; where it may have been late, the truth is a range, and it is inside if the ranges meet. Percentiles of fewer samples than the run itself reports are left out. Medians over all figures:',
    markdownTable(
      [
        'condition',
        'percentile',
        'figures',
        'truth inside the bound',
        'the same, without rounds',
        'truth, ms',
        'measured, ms',
        'least, ms',
        'measured - truth, ms',
        'width of the bound, ms',
      ],
      groups.flatMap(({ condition, runs: group }) =>
        PERCENTILES.map((percentile) => summaryRow(condition, group, percentile)),
      ),
    ),
    proxyText(groups),
    ...excusedTexts(runs),
    ...groups.flatMap(({ condition, runs: group }) => medianRunTable(condition, group)),
  ]);
}

/** The result in a few rows, for the README. */
export function realQuote(runs: readonly KeptRun[]): string {
  const rows = groupsOf(runs).map(({ condition, runs: group }) => {
    const figures = figuresOf(group, 'everything');
    const tail = figures.filter(({ percentile }) => percentile === HELD_TO.width.percentile);
    const middle = (of: (figure: ComparedFigure) => number) => median(tail.map(of))?.toFixed(1) ?? '-';
    return [
      condition,
      String(group.length),
      insideText(figures),
      middle(({ truthMs }) => truthMs),
      middle(({ measuredMs }) => measuredMs),
      middle(({ measuredMs, leastMs }) => measuredMs - leastMs),
    ];
  });
  const head = ['machine', 'runs', 'truth within the bound', 'p95: truth, ms', 'ours', 'width of the bound'];
  return markdownTable(head, rows);
}

function groupsOf(runs: readonly KeptRun[]): Group[] {
  return calibrationRuns(0).flatMap(({ name, condition }) => {
    const group = runs.filter((run) => run.name === name);
    return group.length === 0 ? [] : [{ condition: condition.name, runs: group }];
  });
}

/** The figures of all runs together, those of the whole traffic among them: few operations of a smoke have a p99. */
function figuresOf(runs: readonly KeptRun[], which: 'judged' | 'everything'): ComparedFigure[] {
  return runs.flatMap((run) => run[which]);
}

/** Of one figure at least. */
function insideShare(figures: readonly ComparedFigure[]): number {
  return figures.filter(isInside).length / figures.length;
}

/** Median width of the bound as a multiple of what it may be: above 1 is too wide. */
function medianWidth(figures: readonly ComparedFigure[]): number {
  const { share, ms } = HELD_TO.width;
  return (
    median(figures.map(({ measuredMs, leastMs }) => (measuredMs - leastMs) / (share * measuredMs + ms))) ?? 0
  );
}

function summaryRow(condition: string, runs: readonly KeptRun[], percentile: Percentile): string[] {
  const [figures = [], alone = []] = (['everything', 'judged'] as const).map((which) =>
    figuresOf(runs, which).filter((figure) => figure.percentile === percentile),
  );
  const middle = (of: (figure: ComparedFigure) => number) => median(figures.map(of))?.toFixed(2) ?? '-';
  return [
    condition,
    `p${percentile}`,
    String(figures.length),
    insideText(figures),
    insideText(alone),
    middle(({ truthMs }) => truthMs),
    middle(({ measuredMs }) => measuredMs),
    middle(({ leastMs }) => leastMs),
    middle(({ measuredMs, truthMs }) => measuredMs - truthMs),
    middle(({ measuredMs, leastMs }) => measuredMs - leastMs),
  ];
}

function insideText(figures: readonly ComparedFigure[]): string {
  return figures.length === 0 ? '-' : `${percent(insideShare(figures))} of ${figures.length}`;
}

/** The proxy is a process of the same machine: how late it was itself. */
function proxyText(groups: readonly Group[]): string {
  const texts = groups.map(({ condition, runs }) => {
    const late = runs.filter(({ proxy }) => proxy.ownDelayP99Ms > LATE_PROXY_MS).length;
    const p99 = median(runs.map(({ proxy }) => proxy.ownDelayP99Ms)) ?? 0;
    const most = Math.max(...runs.map(({ proxy }) => proxy.ownDelayMaxMs));
    return `${condition} ${p99.toFixed(2)} ms (at most ${most.toFixed(1)} ms; late in ${late} of ${runs.length} runs)`;
  });
  return `The recording proxy's own event-loop delay at p99, median of the runs: ${texts.join(', ')}. A run in which it exceeds ${LATE_PROXY_MS} ms counts as one in which the truth itself was late.`;
}

/** How many answers the comparison could not place, in a sentence; none where no version of the runs counted them. */
function excusedTexts(runs: readonly KeptRun[]): string[] {
  const counts = runs.flatMap(({ excused }) => excused ?? []);
  return counts.length === 0
    ? []
    : [
        `Answers that the proxy passed on although their run counts the requests as unfinished at its end: ${sum(counts)} in ${counts.length} runs. They are in no figure, and no more of an operation than it has unfinished requests are excused.`,
      ];
}

/** Every operation in the run whose p95 over everything is the middle one. */
function medianRunTable(condition: string, runs: readonly KeptRun[]): string[] {
  const measured = runs.flatMap((run) => {
    const p95Ms = overallP95Ms(run);
    return p95Ms === undefined ? [] : [{ run, p95Ms }];
  });
  const middle = measured.toSorted((one, other) => one.p95Ms - other.p95Ms)[Math.floor(measured.length / 2)];
  if (middle === undefined) return [];
  const byOperation = Map.groupBy(middle.run.everything, ({ operation }) => operation);
  const rows = [...byOperation].map(([operation, figures]) => [
    operation,
    String(figures[0]?.samples ?? 0),
    ...PERCENTILES.map((wanted) => cell(figures.find(({ percentile }) => percentile === wanted))),
  ]);
  return [
    `### The middle run: ${condition}`,
    'Milliseconds: the truth, then in brackets the bound that the run states, from the least to the measured figure.',
    markdownTable(['operation', 'samples', ...PERCENTILES.map((percentile) => `p${percentile}`)], rows),
  ];
}

function cell(figure: ComparedFigure | undefined): string {
  if (figure === undefined) return '-';
  const { truthMs, leastMs, measuredMs } = figure;
  const off = isInside(figure) ? '' : ' OFF';
  return `${truthMs.toFixed(2)} (${leastMs.toFixed(2)} to ${measuredMs.toFixed(2)})${off}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
