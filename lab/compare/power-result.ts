import { median } from '../../src/base/statistics/averages.ts';
import type { MadeComparison } from '../../src/compare/comparison.ts';
import { subjectsOf } from '../../src/compare/headline.ts';
import { CHANGED, OPERATIONS } from './known-operations.ts';

/** Of 20 pairs of the same target, one may report a change of an operation. */
const WRONG_SHARE = 1 / 20;
/** Of 20 pairs with one slower operation, 18 have to find it. */
export const FOUND_SHARE = 18 / 20;

/** What the comparisons of all pairs found. */
export interface PowerResult {
  readonly pairs: number;
  /** By operation: how many pairs of the same target reported a change of it. */
  readonly wrong: Readonly<Record<string, number>>;
  /** Pairs that found the regression of the changed operation. */
  readonly found: number;
  /** Pairs that reported a change of another operation as well. */
  readonly foundElsewhere: number;
  /** The smallest change of the changed operation's median that a pair could have shown: the median of the pairs. */
  readonly smallestVisible: number | undefined;
}

/** Sums up the comparisons of the same target, and those of a target with one slower operation. */
export function powerResult(same: readonly MadeComparison[], slower: readonly MadeComparison[]): PowerResult {
  const changedIn = ({ rows }: MadeComparison) => [
    ...subjectsOf(rows, 'regressed'),
    ...subjectsOf(rows, 'improved'),
  ];
  const count = (list: readonly MadeComparison[], holds: (each: MadeComparison) => boolean) =>
    list.filter(holds).length;
  const visible = slower
    .flatMap(({ rows }) =>
      rows.filter(({ subject, statistic }) => subject === CHANGED.operation && statistic === 'p50'),
    )
    .flatMap(({ smallestVisible }) => smallestVisible ?? []);
  return {
    pairs: same.length,
    wrong: Object.fromEntries(
      OPERATIONS.map((id) => [id, count(same, (each) => changedIn(each).includes(id))]),
    ),
    found: count(slower, ({ rows }) => subjectsOf(rows, 'regressed').includes(CHANGED.operation)),
    foundElsewhere: count(slower, (each) => changedIn(each).some((id) => id !== CHANGED.operation)),
    smallestVisible: median(visible),
  };
}

/** What is out of bounds, one line each. */
export function powerFaults({ pairs, wrong, found, foundElsewhere }: PowerResult): string[] {
  const most = Math.max(1, Math.floor(pairs * WRONG_SHARE));
  const least = Math.ceil(pairs * FOUND_SHARE);
  return [
    ...Object.entries(wrong)
      .filter(([, times]) => times > most)
      .map(
        ([id, times]) =>
          `${id}: ${times} of ${pairs} pairs of the same target reported a change, expected at most ${most}`,
      ),
    ...(found < least
      ? [`${CHANGED.operation}: ${found} of ${pairs} pairs found the regression, expected at least ${least}`]
      : []),
    ...(foundElsewhere > 0
      ? [`${foundElsewhere} of ${pairs} pairs reported a change of another operation as well, expected none`]
      : []),
  ];
}
