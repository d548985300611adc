import type { MadeComparison } from '../../src/compare/comparison.ts';
import { subjectsOf } from '../../src/compare/headline.ts';
import { CHANGED, OPERATIONS } from './known-operations.ts';

/** Bounds: of 20 pairs of the same target one may be wrong of an operation; a change is found in 18 of 20. */
const WRONG_SHARE = 1 / 20;
export const FOUND_SHARE = 18 / 20;

/** What the comparisons of all pairs said. */
export interface PowerResult {
  readonly pairs: number;
  /** By operation: in how many pairs of the same target it was said to have changed. */
  readonly wrong: Readonly<Record<string, number>>;
  /** Pairs in which the changed operation was found to have regressed. */
  readonly found: number;
  /** Pairs in which another one was said to have changed beside it. */
  readonly foundElsewhere: number;
  /** The smallest change of the changed operation's median that each pair would have shown, in the middle of them. */
  readonly smallestVisible: number | undefined;
}

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
    .flatMap(({ smallestVisible }) => smallestVisible ?? [])
    .sort((a, b) => a - b);
  return {
    pairs: same.length,
    wrong: Object.fromEntries(
      OPERATIONS.map((id) => [id, count(same, (each) => changedIn(each).includes(id))]),
    ),
    found: count(slower, ({ rows }) => subjectsOf(rows, 'regressed').includes(CHANGED.operation)),
    foundElsewhere: count(slower, (each) => changedIn(each).some((id) => id !== CHANGED.operation)),
    smallestVisible: visible[Math.floor(visible.length / 2)],
  };
}

/** What is not as it has to be, one line each; empty when everything is. */
export function powerFaults({ pairs, wrong, found, foundElsewhere }: PowerResult): string[] {
  const most = Math.max(1, Math.floor(pairs * WRONG_SHARE));
  const least = Math.ceil(pairs * FOUND_SHARE);
  return [
    ...Object.entries(wrong)
      .filter(([, times]) => times > most)
      .map(
        ([id, times]) =>
          `${id}: said to have changed in ${times} of ${pairs} pairs of the same target, at most ${most} may be`,
      ),
    ...(found < least
      ? [`${CHANGED.operation}: found in ${found} of ${pairs} pairs, at least ${least} is right`]
      : []),
    ...(foundElsewhere > 0
      ? [`another operation was named beside it in ${foundElsewhere} of ${pairs} pairs, right is none`]
      : []),
  ];
}
