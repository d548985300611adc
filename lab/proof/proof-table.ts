import { median } from '../../src/base/statistics/averages.ts';
import type { KeptRun } from '../real-runs/kept-runs.ts';
import { runsOf } from '../real-runs/runs-of-cases.ts';
import { boundsText, markdownTable, resultPage } from '../shared/markdown.ts';
import { pairFaults, pairParagraphs } from './load-pairs.ts';
import type { ProofCase } from './proof-cases.ts';

/** What came out otherwise than expected, one line each. */
export function proofFaults(cases: readonly ProofCase[], runs: readonly KeptRun[]): string[] {
  const ofCases = cases.flatMap((each) =>
    runsOf([each], runs).flatMap((run) =>
      each.faults(run).map((fault) => `${each.name}, ${run.at}: ${fault}`),
    ),
  );
  return [...ofCases, ...pairFaults(runs)];
}

/**
 * The proof as Markdown; the machine is described as it was before the first run.
 *
 * @param faults what is out of bounds or was not measured, one line each
 */
export function proofMarkdown(
  cases: readonly ProofCase[],
  runs: readonly KeptRun[],
  faults: readonly string[],
): string {
  const measured = cases.filter((each) => runsOf([each], runs).length > 0);
  const [first] = runs;
  if (first === undefined) return '# Verdicts in real runs\n\nNo run was measured.\n';
  const from = {
    command: 'npm run prove:verdicts',
    options: `${runs.length} runs`,
    at: `${first.at} to ${runs.at(-1)?.at}`,
    machine: first.machine,
  };
  return resultPage('Verdicts in real runs', from, [
    boundsText(faults),
    'Whole runs against the embedded Desk Studio on the same machine, through a proxy that records each request ([calibration](calibration.md)). A limit is decided right when the truth of the same requests is on the same side of it. The proxy knows latencies of operations and bursts, and the share of requests that failed; it knows nothing of steps in the browser, sockets and throughput. The commits are those of the code that made the runs, `+` where files differed from it, such as this page.',
    markdownTable(
      [
        'case',
        'expected',
        'runs',
        'outcomes',
        'limits decided',
        'with a known truth',
        'of these right',
        'as expected',
        'commits',
      ],
      measured.map((each) => caseRow(each, runsOf([each], runs))),
    ),
    ...pairParagraphs(runs),
    ...measured.flatMap((each) => detail(each, runsOf([each], runs))),
  ]);
}

function caseRow(each: ProofCase, runs: readonly KeptRun[]): string[] {
  const limits = runs.flatMap((run) => run.limits);
  const decided = limits.filter(({ kind }) => kind === 'pass' || kind === 'fail');
  const known = decided.filter(({ isRight }) => isRight !== undefined);
  const asExpected = runs.filter((run) => each.faults(run).length === 0).length;
  return [
    each.name,
    each.expected,
    String(runs.length),
    counted(runs.map(({ outcome }) => outcome)),
    String(decided.length),
    String(known.length),
    String(known.filter(({ isRight }) => isRight).length),
    `${asExpected} of ${runs.length}`,
    [...new Set(runs.map(({ commit }) => commit ?? 'unknown'))].join(', '),
  ];
}

/** The number of a round at the beginning of a limit: the rounds of a journey count together. */
const ROUND = /^(\S+) \d+:/;

/** What broke in the runs of a case, how often, and what their summaries said of the measurer. */
function detail(each: ProofCase, runs: readonly KeptRun[]): string[] {
  const limits = runs.flatMap(({ limits: all }) => [
    ...new Set(all.filter(({ failsTheRun }) => failsTheRun).map(({ limit }) => limit.replace(ROUND, '$1:'))),
  ]);
  const said = runs[0]?.said.at(-1);
  // A run without traffic has no slices.
  const delayMs = median(runs.flatMap((run) => median(run.eventLoopDelayP99Ms) ?? []));
  return [
    `### ${each.name}`,
    [
      ...(delayMs === undefined
        ? []
        : [`Event-loop delay at p99, median of the slices, median of the runs: ${delayMs.toFixed(1)} ms.`]),
      limits.length === 0 ? 'No limit was broken.' : `Broken, and in how many runs: ${counted(limits)}.`,
      ...(said === undefined ? [] : [`The first summary says: "${said}"`]),
    ].join(' '),
  ];
}

/** Each text with how often it is there, the most frequent first. */
function counted(texts: readonly string[]): string {
  return [...Map.groupBy(texts, (text) => text)]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([text, list]) => `${list.length} x ${text}`)
    .join(', ');
}
