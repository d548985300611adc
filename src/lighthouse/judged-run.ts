import type { Result } from 'lighthouse';
import { computeMedianRun } from 'lighthouse/core/lib/median-run.js';
import type { AuditFigures } from './audit-figures.ts';
import type { AuditMode } from './audited-pages.ts';

/**
 * Which of the runs stands for all: the median run by Lighthouse's own statistic, the one whose FCP and TTI are
 * nearest to the medians of both (`lighthouse/core/lib/median-run.js`). Its figures belong together and its report can
 * be opened, which is not so for a median taken of each figure by itself.
 *
 * A timespan has neither FCP nor TTI, and Lighthouse has no statistic for it. There the same rule is applied to INP
 * and TBT, its answer to the person and its work.
 *
 * @returns its index
 * @throws Error when there is no run
 */
export function judgedRun(runs: readonly AuditFigures[], mode: AuditMode): number {
  if (runs.length === 0) throw new Error('the median run: found no run; right would be at least one');
  const results = runs.map((figures) => asResult(mode === 'navigation' ? loading(figures) : acting(figures)));
  return results.indexOf(computeMedianRun(results));
}

function loading({ fcpMs = Number.NaN, ttiMs = Number.NaN }: AuditFigures): [number, number] {
  return [fcpMs, ttiMs];
}

/** Lighthouse takes a 0 for a missing value, and a TBT is 0 as a rule: a shift of all changes no distance. */
function acting({ inpMs = Number.NaN, tbtMs }: AuditFigures): [number, number] {
  return [inpMs + 1, tbtMs + 1];
}

/** As much of a result as the statistic reads. */
function asResult([first, second]: [number, number]): Result {
  const audits = {
    'first-contentful-paint': { numericValue: first },
    interactive: { numericValue: second },
  };
  return { audits } as unknown as Result;
}
