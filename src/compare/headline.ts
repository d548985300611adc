import { changeWords, intervalWords } from './change-words.ts';
import type {
  CommonMovement,
  ComparedOutcome,
  ComparedVerdict,
  ComparisonRow,
  MadeComparison,
} from './comparison.ts';

/** The subjects with a verdict, each once, in the order of the rows. */
export function subjectsOf(rows: readonly ComparisonRow[], verdict: ComparedVerdict): string[] {
  return [...new Set(rows.filter((row) => row.verdict === verdict).map(({ subject }) => subject))];
}

/** What a comparison comes to, in one line. */
export function headline({ rows, together, stepsTogether }: MadeComparison): string {
  const [regressed, improved] = [subjectsOf(rows, 'regressed'), subjectsOf(rows, 'improved')];
  const parts = [
    ...(regressed.length > 0 ? [`regressed: ${regressed.join(', ')}`] : []),
    ...(improved.length > 0 ? [`improved: ${improved.join(', ')}`] : []),
    ...movedTogether(together, 'operations'),
    ...movedTogether(stepsTogether, 'steps of journeys'),
  ];
  if (parts.length > 0) return parts.join('; ');
  const bounded = rows.filter(({ interval }) => interval.lower !== undefined).length;
  if (bounded === 0)
    return `these runs are too short to be compared: 0 of ${rows.length} figures have an interval`;
  return `no difference that these two runs could tell (${bounded} of ${rows.length} figures could be bounded)`;
}

/**
 * What the two runs came to, in one line: `passed before, failed now: auth.login p95`. A verdict can change without a measurable
 * difference, and the line says so.
 *
 * @returns undefined where the comparison does not have it
 */
export function outcomeLine({ outcomes }: MadeComparison): string | undefined {
  if (outcomes === undefined) return undefined;
  const { base, other } = outcomes;
  if (base.outcome === other.outcome) {
    const both = `${OUTCOME_WORDS[base.outcome]} before and now`;
    return base.broken.length + other.broken.length === 0
      ? both
      : `${both}; broken before: ${names(base)}; now: ${names(other)}`;
  }
  const [was, is] = [base, other].map((each) =>
    each.broken.length === 0
      ? OUTCOME_WORDS[each.outcome]
      : `${OUTCOME_WORDS[each.outcome]} (${names(each)})`,
  );
  const line =
    base.broken.length === 0 && other.broken.length > 0
      ? `${OUTCOME_WORDS[base.outcome]} before, ${OUTCOME_WORDS[other.outcome]} now: ${names(other)}`
      : `${was} before, ${is} now`;
  return `${line}. Each run is judged alone, so a changed verdict by itself is not a measured difference`;
}

const OUTCOME_WORDS: Readonly<Record<ComparedOutcome['outcome'], string>> = {
  pass: 'passed',
  fail: 'failed',
  invalid: 'invalid',
  'nothing decided': 'nothing decided',
  segment: 'a segment, not judged',
  'could not run': 'could not run',
};

function names({ broken }: ComparedOutcome): string {
  return broken.length === 0 ? 'none' : broken.join(', ');
}

/** What moved as a whole, of which no single row can say it. */
function movedTogether(movement: CommonMovement | undefined, what: string): string[] {
  if (movement === undefined || movement.verdict === 'not distinguishable') return [];
  const { verdict, change, interval } = movement;
  const way = verdict === 'regressed' ? 'slower' : 'faster';
  return [`all ${what} ${way} together: ${changeWords(change)} (${intervalWords(interval)})`];
}

/** How all operations, or all steps, moved together, in one line. */
export function togetherLine(
  { change, interval, verdict, operations }: CommonMovement,
  what = 'operations',
): string {
  const line = `the median of ${operations} ${what} moved by ${changeWords(change)} (${intervalWords(interval)})`;
  if (verdict === 'not distinguishable') return `${line}: within what a machine drifts from run to run`;
  return `${line}: the target or the machine as a whole is ${verdict === 'regressed' ? 'slower' : 'faster'}; measure both again, in turns, to tell which`;
}
