import { changeWords, intervalWords } from './change-words.ts';
import type { CommonMovement, ComparedVerdict, ComparisonRow, MadeComparison } from './comparison.ts';

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
  return `no difference that these two runs could tell (${bounded} of ${rows.length} figures could be bounded)`;
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
