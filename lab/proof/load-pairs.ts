import { median } from '../../src/base/statistics/averages.ts';
import type { KeptRun } from '../real-runs/kept-runs.ts';
import { markdownTable } from '../shared/markdown.ts';
import { LOAD, LOAD_ALONE, overallFigures } from './proof-cases.ts';

/** How far the figures with rounds may be from those without: a share, plus milliseconds. */
const WITHIN = { share: 0.2, ms: 1 } as const;
const FIGURES = ['p95Ms', 'p99Ms'] as const;

/** A load with rounds, and the one without that was measured in the same turn. */
interface Pair {
  readonly withRounds: KeptRun;
  readonly alone: KeptRun;
}

function pairsOf(runs: readonly KeptRun[]): Pair[] {
  const [all, alone] = [LOAD, LOAD_ALONE].map((wanted) => runs.filter(({ name }) => name === wanted));
  return (all ?? []).flatMap((withRounds, turn) => {
    const other = alone?.[turn];
    return other === undefined ? [] : [{ withRounds, alone: other }];
  });
}

/** What is wrong in the pairs, one line each. */
export function pairFaults(runs: readonly KeptRun[]): string[] {
  return pairsOf(runs).flatMap(({ withRounds, alone }, turn) => {
    const [one, other] = [overallFigures(withRounds), overallFigures(alone)];
    const far = FIGURES.filter((key) => !isWithin(one[key], other[key]));
    return [
      ...far.map(
        (key) =>
          `load, pair ${turn + 1}: ${key.slice(0, 3)} ${one[key].toFixed(2)} ms with rounds, ${other[key].toFixed(2)} ms without`,
      ),
      ...undecided({ withRounds, alone }).map(
        (limit) => `load, pair ${turn + 1}: decided without rounds only: ${limit}`,
      ),
    ];
  });
}

function isWithin(ms: number, ofMs: number): boolean {
  return Math.abs(ms - ofMs) <= WITHIN.share * ofMs + WITHIN.ms;
}

/** Limits of the traffic that the run without rounds decides, and the one with rounds does not. */
function undecided({ withRounds, alone }: Pair): string[] {
  const isDecided = ({ kind }: { kind: string }) => kind === 'pass' || kind === 'fail';
  const decided = new Set(withRounds.limits.filter(isDecided).map(({ limit }) => limit));
  return alone.limits.filter((each) => isDecided(each) && !decided.has(each.limit)).map(({ limit }) => limit);
}

/** The pairs as paragraphs of Markdown; none without a pair. */
export function pairParagraphs(runs: readonly KeptRun[]): string[] {
  const pairs = pairsOf(runs);
  if (pairs.length === 0) return [];
  const rows = pairs.map((pair, turn) => {
    const [one, other] = [overallFigures(pair.withRounds), overallFigures(pair.alone)];
    return [
      String(turn + 1),
      ...FIGURES.flatMap((key) => [one[key].toFixed(2), other[key].toFixed(2)]),
      String(undecided(pair).length),
    ];
  });
  const ofAlone = pairs.map(({ alone }) => overallFigures(alone));
  const ratios = FIGURES.map((key) =>
    median(
      pairs.map(({ withRounds, alone }) => overallFigures(withRounds)[key] / overallFigures(alone)[key]),
    ),
  );
  return [
    '## Load with its rounds and without',
    `Each pair was measured in turns. The judged p95 and p99 of the whole traffic have to be within ${WITHIN.share * 100} % + ${WITHIN.ms} ms of each other, and each limit that the load without rounds decides has to be decided with them.`,
    markdownTable(
      [
        'pair',
        'p95 with rounds',
        'without',
        'p99 with rounds',
        'without',
        'limits decided without rounds only',
      ],
      rows,
    ),
    `Median of the pairs: the p95 with rounds is ${ratios[0]?.toFixed(2)} times that without, the p99 ${ratios[1]?.toFixed(2)} times. How far runs of the same load are from each other: without rounds the p95 was ${range(ofAlone.map(({ p95Ms }) => p95Ms))}, and the p99 ${range(ofAlone.map(({ p99Ms }) => p99Ms))}.${likeItsPredecessor(ofAlone)}`,
  ];
}

/**
 * What the same comparison comes to where there is nothing to find: each run without rounds, held against the one of the turn
 * before it.
 */
function likeItsPredecessor(runs: readonly Record<(typeof FIGURES)[number], number>[]): string {
  const turns = runs.length - 1;
  if (turns < 1) return '';
  const [p95, p99] = FIGURES.map(
    (key) => runs.filter((run, turn) => turn > 0 && isWithin(run[key], runs[turn - 1]?.[key] ?? 0)).length,
  );
  return ` Each of them held against the one of the turn before it, with the same bound: ${p95} of ${turns} are within it at p95, ${p99} of ${turns} at p99.`;
}

function range(figuresMs: readonly number[]): string {
  return `${Math.min(...figuresMs).toFixed(2)} to ${Math.max(...figuresMs).toFixed(2)} ms`;
}
