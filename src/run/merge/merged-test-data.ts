import { sum, sums } from '../../base/statistics/averages.ts';
import type { CreatedKind } from '../../target/operation.ts';
import type { RemovalCounts, RemovalReport } from '../../target/test-data/removal-report.ts';

/** What became of everything that the segments made; undefined when none of them cleaned up. */
export function mergedTestData(
  reports: readonly (RemovalReport | null | undefined)[],
): RemovalReport | undefined {
  const known = reports.filter((report) => report !== null && report !== undefined);
  const [first] = known;
  if (first === undefined) return undefined;
  const kinds = Object.fromEntries(
    Object.entries(first.kinds).map(([kind, counts]) => [
      kind,
      sums(
        known.map((report) => report.kinds[kind as CreatedKind]),
        Object.keys(counts) as (keyof RemovalCounts)[],
      ),
    ]),
  ) as RemovalReport['kinds'];
  const goOn = known.flatMap((report) => report.goOn ?? []);
  return {
    kinds,
    foundBySweep: sum(known.map(({ foundBySweep }) => foundBySweep)),
    leftReasons: known.flatMap(({ leftReasons }) => leftReasons),
    complete: known.length === reports.length && known.every(({ complete }) => complete),
    problems: known.flatMap(({ problems }) => problems),
    ...(goOn.length > 0 && { goOn: goOn.join('; ') }),
  };
}
