import { given } from '../../base/format.ts';
import { COMPARISON_COLUMNS } from '../../compare/change-words.ts';
import type { Comparison, ComparisonRow, MadeComparison } from '../../compare/comparison.ts';
import { headline, outcomeLine, togetherLine } from '../../compare/headline.ts';
import { slowerScriptLines } from '../../compare/slower-scripts.ts';
import { escaped, markdownTable } from '../drawing/markup.ts';

/** The part of a job summary that compares the run with an earlier one. Every change has its interval. */
export function markdownComparison(comparison: Comparison, scenario: string, environment: string): string {
  const title = `### Against the last run of ${scenario} in ${environment}`;
  const earlier = `Earlier run: \`${comparison.baseRunId}\`.`;
  if (comparison.kind === 'refused')
    return [
      title,
      `${earlier} Not compared:`,
      comparison.reasons.map((each) => `- ${escaped(each, 'markdown')}`).join('\n'),
    ].join('\n\n');
  const { caveats, rows, together, stepsTogether, scripts } = comparison;
  const outcome = outcomeLine(comparison);
  const slower = scripts === undefined ? [] : slowerScriptLines(scripts);
  const changed = rows.filter(({ verdict }) => verdict !== 'not distinguishable');
  const others = rows.filter((row) => !changed.includes(row) && row.interval.lower !== undefined);
  const unbounded = rows.filter(({ interval }) => interval.lower === undefined).length;
  return given(
    title,
    `${earlier} ${escaped(sentence(headline(comparison)), 'markdown')}`,
    outcome && escaped(sentence(outcome), 'markdown'),
    changed.length > 0 && changeTable(comparison, changed),
    slower.length > 0 &&
      `Slower scripts:\n\n${slower.map((line) => `- ${escaped(line, 'markdown')}`).join('\n')}`,
    together && escaped(sentence(togetherLine(together)), 'markdown'),
    stepsTogether && escaped(sentence(togetherLine(stepsTogether, 'steps of journeys')), 'markdown'),
    ...caveats.map((caveat) => `Note: ${escaped(caveat, 'markdown')}.`),
    others.length > 0 && othersPart(comparison, others),
    unbounded > 0 && `Too few samples or slices to bound a change: ${unbounded} of ${rows.length} figures.`,
  ).join('\n\n');
}

function othersPart(comparison: MadeComparison, others: readonly ComparisonRow[]): string {
  return [
    `<details><summary>Not to be told from before: ${others.length}, each with the smallest slowdown that would have shown</summary>`,
    changeTable(comparison, others),
    '</details>',
  ].join('\n\n');
}

function changeTable({ confidence }: MadeComparison, rows: readonly ComparisonRow[]): string {
  const interval = `interval (${confidence * 100} % for all rows together)`;
  const columns = COMPARISON_COLUMNS.map(
    ([title, ...rest]) => [title === 'interval' ? interval : title, ...rest] as const,
  );
  return markdownTable(columns, rows);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
