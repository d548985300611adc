import { median } from '../../src/base/statistics/averages.ts';
import type { KeptRun } from '../real-runs/kept-runs.ts';
import { markdownTable } from '../shared/markdown.ts';
import { LOAD, LOAD_ALONE, overallFigures } from './proof-cases.ts';

/** How far the figures with rounds may be from those without: a share, plus milliseconds. */
const WITHIN = { share: 0.2, ms: 1 } as const;
const FIGURES = ['p95Ms', 'p99Ms'] as const;

/** A load with rounds, and the one without of the same code and turn. */
interface Pair {
  readonly withRounds: KeptRun;
  readonly alone: KeptRun;
  /** The run without rounds of the turn before, of the same code; undefined for the first turn. */
  readonly aloneBefore: KeptRun | undefined;
}

/** Pairs go by the number of the turn and not by the place in the list: a run without a result was repeated after all others. */
function pairsOf(runs: readonly KeptRun[]): Pair[] {
  return runs.flatMap((withRounds) => {
    if (withRounds.name !== LOAD) return [];
    const aloneOf = (turn: number) =>
      runs.find(
        ({ name, code, number }) => name === LOAD_ALONE && code === withRounds.code && number === turn,
      );
    const alone = aloneOf(withRounds.number);
    return alone === undefined ? [] : [{ withRounds, alone, aloneBefore: aloneOf(withRounds.number - 1) }];
  });
}

/** What is wrong in the pairs, one line each. */
export function pairFaults(runs: readonly KeptRun[]): string[] {
  const pairs = pairsOf(runs);
  const most = Math.min(
    ...[LOAD, LOAD_ALONE].map((wanted) => runs.filter(({ name }) => name === wanted).length),
  );
  const ofPairs = pairs.flatMap((pair, turn) => {
    const { withRounds, alone } = pair;
    const [one, other] = [overallFigures(withRounds), overallFigures(alone)];
    const far = FIGURES.filter((key) => !isWithin(one[key], other[key]));
    return [
      ...far.map(
        (key) =>
          `load, pair ${turn + 1}: ${key.slice(0, 3)} ${one[key].toFixed(2)} ms with rounds, ${other[key].toFixed(2)} ms without`,
      ),
      ...undecided(pair).map((limit) => `load, pair ${turn + 1}: decided without rounds only: ${limit}`),
    ];
  });
  return pairs.length < most
    ? [`load: ${pairs.length} of ${most} have a load without rounds of the same code and number`, ...ofPairs]
    : ofPairs;
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
    `The runs of a pair have the same code and were measured one after the other, but for a run without a result, which was done again at the end. The judged p95 and p99 of the whole traffic have to be within ${WITHIN.share * 100} % + ${WITHIN.ms} ms of each other, and each limit that the load without rounds decides has to be decided with them.`,
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
    `Median of the pairs: the p95 with rounds is ${ratios[0]?.toFixed(2)} times that without, the p99 ${ratios[1]?.toFixed(2)} times. How far runs of the same load are from each other: without rounds the p95 was ${range(ofAlone.map(({ p95Ms }) => p95Ms))}, and the p99 ${range(ofAlone.map(({ p99Ms }) => p99Ms))}.${likeItsPredecessor(pairs)}`,
  ];
}

/**
 * What the same comparison comes to where there is nothing to find: each run without rounds, held against the one of the turn
 * before it.
 */
function likeItsPredecessor(pairs: readonly Pair[]): string {
  const compared = pairs.flatMap(({ alone, aloneBefore }) =>
    aloneBefore === undefined ? [] : [{ run: overallFigures(alone), before: overallFigures(aloneBefore) }],
  );
  const turns = compared.length;
  if (turns === 0) return '';
  const [p95, p99] = FIGURES.map(
    (key) => compared.filter(({ run, before }) => isWithin(run[key], before[key])).length,
  );
  return ` Each of them held against the one of the turn before it, with the same bound: ${p95} of ${turns} are within it at p95, ${p99} of ${turns} at p99.`;
}

function range(figuresMs: readonly number[]): string {
  return `${Math.min(...figuresMs).toFixed(2)} to ${Math.max(...figuresMs).toFixed(2)} ms`;
}
