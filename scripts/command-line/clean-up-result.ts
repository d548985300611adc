import { countWords, type TargetCleanUpResult } from '../../src/run/clean-up-target.ts';
import { isLeftBehind } from '../../src/target/test-data/put-away.ts';
import type { RemovalReport } from '../../src/target/test-data/removal-report.ts';
import { removalLine } from '../../src/view/test-data-words.ts';

/** Whether nothing of the suite is left on the target that the API could remove. */
export function isClean({ left, young }: TargetCleanUpResult): boolean {
  return left.entries.length === 0 && left.problems.length === 0 && young.length === 0;
}

/** What was found, what became of it and what is left, as `npm run cleanup` prints it. */
export function cleanUpResultLines(
  result: TargetCleanUpResult,
  { dryRun }: { readonly dryRun: boolean },
): string[] {
  const { found, left, reports, young } = result;
  const youngLines = young.map(
    ({ tag, startedAtMs }) =>
      `left alone: data tagged ${tag}, of a run that began ${new Date(startedAtMs).toISOString()} and has no folder here. ` +
      `It may be under way on another machine; when it is not, --older-than 0 removes its data`,
  );
  if (dryRun) return [`would remove: ${countWords(found)}`, ...problemLines(found.problems), ...youngLines];
  return [
    ...reports.map(({ name, report }) => `${name}: ${removalLine(report)}`),
    ...totalLines(reports.map(({ report }) => report)),
    ...youngLines,
    ...problemLines(left.problems),
    left.problems.length === 0
      ? `left, counted on the target: ${countWords(left)}`
      : `left: not all of it could be counted; found was ${countWords(left)}`,
    ...(left.entries.length + left.problems.length > 0 ? ['the same command goes on with what is left'] : []),
  ];
}

function problemLines(problems: readonly string[]): string[] {
  return [...new Set(problems)].map((problem) => `not looked at: ${problem}`);
}

/** The sums over all runs. They leave out what the API cannot remove. */
function totalLines(reports: readonly RemovalReport[]): string[] {
  const kinds = reports.flatMap(({ kinds: ofRun }) =>
    Object.entries(ofRun).filter(([kind]) => !isLeftBehind(kind)),
  );
  const sum = (...ways: readonly (keyof RemovalReport['kinds']['deal'])[]) =>
    kinds.reduce((total, [, counts]) => total + ways.reduce((part, way) => part + counts[way], 0), 0);
  const left = sum('left', 'failed');
  return [
    `removed: ${sum('removed')}, closed or archived: ${sum('closed', 'archived')}, already gone: ${sum('gone')}, ` +
      `left: ${left}; together the ${sum('made')} things that were made and that the API can remove`,
  ];
}
