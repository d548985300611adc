import { textTable } from '../base/text-table.ts';
import { COMPARISON_COLUMNS, someNamed } from './change-words.ts';
import type { Comparison, ComparisonRow, ScriptsOfSlowerSteps } from './comparison.ts';
import { headline, outcomeLine, togetherLine } from './headline.ts';
import { slowerScriptLines } from './slower-scripts.ts';

/** A comparison as text for a terminal. Ends with a line break. */
export function comparisonText(comparison: Comparison): string {
  const { baseRunId, otherRunId } = comparison;
  const title = `${otherRunId}, held against ${baseRunId}`;
  if (comparison.kind === 'refused')
    return `${title}: not compared\n${comparison.reasons.map((reason) => `  - ${reason}`).join('\n')}\n`;
  const outcome = outcomeLine(comparison);
  const { confidence, caveats, rows, together, stepsTogether, scripts } = comparison;
  const bounded = rows.filter(isBounded);
  return [
    [title, ...(outcome === undefined ? [] : [outcome]), headline(comparison)].join('\n'),
    ...(caveats.length === 0 ? [] : [caveats.map((caveat) => `  note: ${caveat}`).join('\n')]),
    ...(bounded.length === 0 ? [] : [textTable(COMPARISON_COLUMNS, bounded)]),
    ...unboundedLine(rows),
    ...scriptsPart(scripts),
    ...(together === undefined ? [] : [`All together: ${togetherLine(together)}.`]),
    ...(stepsTogether === undefined
      ? []
      : [`All steps: ${togetherLine(stepsTogether, 'steps of journeys')}.`]),
    ...(bounded.length === 0
      ? []
      : [
          `The intervals hold all together with ${confidence * 100} %. "Would show from": the smallest slowdown that this pair would ` +
            'have shown nine times in ten.',
        ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function scriptsPart(scripts: ScriptsOfSlowerSteps | undefined): string[] {
  const lines = scripts === undefined ? [] : slowerScriptLines(scripts);
  return lines.length === 0 ? [] : [`Slower scripts:\n${lines.map((line) => `  - ${line}`).join('\n')}`];
}

/** A change that could not be bounded is not shown: a percentage without an interval says nothing. */
function unboundedLine(rows: readonly ComparisonRow[]): string[] {
  const unbounded = rows.filter((row) => !isBounded(row));
  if (unbounded.length === 0) return [];
  const names = unbounded.map(({ subject, statistic }) => `${subject} ${statistic}`);
  return [`Too few samples or slices to bound a change: ${someNamed(names, 'figure')}.`];
}

function isBounded({ interval }: ComparisonRow): boolean {
  return interval.lower !== undefined;
}
